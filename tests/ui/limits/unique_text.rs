//! A text of which no two items are the same.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(unique)] name: String) -> String {
    format!("{name:?}")
}

fn main() {}
