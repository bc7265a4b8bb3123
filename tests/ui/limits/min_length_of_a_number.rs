//! A limit of texts on a number.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min_length = 1)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
