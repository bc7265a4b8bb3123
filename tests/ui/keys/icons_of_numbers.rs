//! An icon that is no address.
use mcp_server::tool;

/// List notes
#[tool(icons(32))]
fn list() {}

fn main() {}
