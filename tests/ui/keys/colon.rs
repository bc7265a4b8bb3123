//! A colon where an equals sign goes.
use mcp_server::tool;

/// List notes
#[tool(name: "list_notes")]
fn list() {}

fn main() {}
