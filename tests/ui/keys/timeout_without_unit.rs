//! A time that does not say which.
use mcp_server::tool;

/// List notes
#[tool(timeout = 30)]
fn list() {}

fn main() {}
