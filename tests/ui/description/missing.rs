//! A function without a doc comment.
use mcp_server::tool;

#[tool]
async fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
