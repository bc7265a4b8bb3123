//! A count in quotes.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(max_length = "20")] name: &str) -> String {
    format!("{name:?}")
}

fn main() {}
