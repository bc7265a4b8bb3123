//! A limit of numbers on a text.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 1)] name: &str) -> String {
    format!("{name:?}")
}

fn main() {}
