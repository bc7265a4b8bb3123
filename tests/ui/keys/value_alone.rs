//! A value without its key.
use mcp_server::tool;

/// List notes
#[tool("list_notes")]
fn list() {}

fn main() {}
