//! A list names functions with `#[prompt]`.
use mcp_server::{prompts, tool};

/// Add two numbers
#[tool]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn list() {
    let _ = prompts![add];
}

fn main() {}
