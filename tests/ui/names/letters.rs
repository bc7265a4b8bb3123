//! A name that clients do not take.
use mcp_server::tool;

/// List notes
#[tool(name = "notes.list")]
fn list() {}

fn main() {}
