//! Keys that do not exist.
use mcp_server::tool;

/// Add two numbers
#[tool(readonly)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
