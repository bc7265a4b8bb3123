//! A path in quotes.
use mcp_server::tool;

/// List notes
#[tool(crate = "mcp_server")]
fn list() {}

fn main() {}
