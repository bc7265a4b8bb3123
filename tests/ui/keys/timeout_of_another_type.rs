//! A time that is a number.
use mcp_server::tool;

const LIMIT: u64 = 30;

/// List notes
#[tool(timeout = LIMIT)]
fn list() {}

fn main() {}
