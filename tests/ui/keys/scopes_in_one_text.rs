//! Scopes as OAuth writes them, in one text.
use mcp_server::tool;

/// List notes
#[tool(scopes("notes:read notes:write"))]
fn list() {}

fn main() {}
