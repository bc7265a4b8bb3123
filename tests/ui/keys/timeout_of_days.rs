//! A unit that is not known.
use mcp_server::tool;

/// List notes
#[tool(timeout = "1d")]
fn list() {}

fn main() {}
