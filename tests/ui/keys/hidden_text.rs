//! A text where a flag goes.
use mcp_server::tool;

/// List notes
#[tool(hidden = "yes")]
fn list() {}

fn main() {}
