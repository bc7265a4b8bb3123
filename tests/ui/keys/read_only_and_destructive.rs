//! Hints that contradict each other.
use mcp_server::tool;

/// List notes
#[tool(read_only, destructive)]
fn list() {}

fn main() {}
