//! The least length is greater than the greatest.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min_length = 5, max_length = 4)] name: &str) -> String {
    format!("{name:?}")
}

fn main() {}
