//! A function called as a type that everybody has.
use mcp_server::tool;

/// List notes
#[tool]
fn str() {}

fn main() {}
