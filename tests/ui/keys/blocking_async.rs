//! A thread of its own for what waits anyway.
use mcp_server::tool;

/// List notes
#[tool(blocking)]
async fn list() {}

fn main() {}
