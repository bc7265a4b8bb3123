//! A key that comes twice.
use mcp_server::tool;

/// List notes
#[tool(name = "a", name = "b")]
fn list() {}

fn main() {}
