//! A limit of numbers on a list that may be missing.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 1)] names: Option<Vec<u8>>) -> String {
    format!("{names:?}")
}

fn main() {}
