//! A name that a macro is to put together.
use mcp_server::tool;

/// List notes
#[tool(name = concat!("list", "_notes"))]
fn list() {}

fn main() {}
