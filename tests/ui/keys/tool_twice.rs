//! The same attribute twice.
use mcp_server::tool;

/// List notes
#[tool(read_only)]
#[tool(idempotent)]
fn list() {}

fn main() {}
