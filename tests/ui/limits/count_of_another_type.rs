//! A constant that is no count.
use mcp_server::tool;

const MOST: i64 = 20;

/// List notes
#[tool]
fn list(#[arg(max_length = MOST)] name: &str) -> String {
    format!("{name:?}")
}

fn main() {}
