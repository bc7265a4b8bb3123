//! Something said of an argument that is none.
use mcp_server::{State, tool};

/// Count rows
#[tool]
fn rows(#[arg(min = 1)] State(rows): State<u64>) -> u64 {
    *rows
}

fn main() {}
