//! A name of nothing.
use mcp_server::tool;

/// List notes
#[tool(name = "")]
fn list() {}

fn main() {}
