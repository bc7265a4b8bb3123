//! The attribute of a block on a function.
use mcp_server::tools;

/// Add two numbers
#[tools]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
