//! A number that is said to come from the request.
use mcp_server::tool;

/// Move somewhere
#[tool]
fn go(#[ctx] to: u32) -> u32 {
    to
}

fn main() {}
