//! A list of nothing.
use mcp_server::tool;

/// List notes
#[tool(scopes())]
fn list() {}

fn main() {}
