//! A description that is no doc comment.
use mcp_server::tool;

/// Add two numbers
#[tool(description = "Add two numbers")]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
