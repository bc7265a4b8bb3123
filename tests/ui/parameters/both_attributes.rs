//! An argument and an extractor at once.
use mcp_server::tool;

/// Move somewhere
#[tool]
fn go(#[ctx] #[arg(min = 1)] to: u32) -> u32 {
    to
}

fn main() {}
