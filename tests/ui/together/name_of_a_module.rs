//! A module of the function's name.
use mcp_server::tool;

mod list {}

/// List notes
#[tool]
fn list() {}

fn main() {}
