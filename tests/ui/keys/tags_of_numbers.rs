//! Tags that are no texts.
use mcp_server::tool;

/// List notes
#[tool(tags(1))]
fn list() {}

fn main() {}
