//! A schema that is none.
use mcp_server::tool;

/// List notes
#[tool(input_schema = 5)]
fn list() {}

fn main() {}
