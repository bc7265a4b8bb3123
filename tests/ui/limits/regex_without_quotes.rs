//! A pattern that is no text.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(pattern = r)] name: &str) -> String {
    format!("{name:?}")
}

fn main() {}
