//! An argument taken apart.
use mcp_server::tool;

/// Add two numbers
#[tool]
async fn add((a, b): (i64, i64)) -> i64 {
    a + b
}

fn main() {}
