//! A list with something that is no tool.
use mcp_server::{tool, toolset};

/// Add two numbers
#[tool]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

struct Sub;

fn main() {
    let _ = toolset![add, Sub];
}
