//! The name of a flag in place of a function.
use mcp_server::tool;

/// List notes
#[tool(visible_when = "beta")]
fn list() {}

fn main() {}
