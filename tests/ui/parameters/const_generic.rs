//! A number that only the caller knows.
use mcp_server::tool;

/// Move somewhere
#[tool]
fn go<const N: usize>(to: [u8; N]) -> usize {
    to.len()
}

fn main() {}
