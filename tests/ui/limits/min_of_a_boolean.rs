//! A limit of numbers on a boolean.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 1)] all: bool) -> String {
    format!("{all:?}")
}

fn main() {}
