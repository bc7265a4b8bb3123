//! Keys as another framework has them.
use mcp_server::tool;

/// List notes
#[tool(annotations(read_only_hint = true))]
fn list() {}

fn main() {}
