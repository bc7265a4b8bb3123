//! A limit of lists on a text.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min_items = 1)] name: String) -> String {
    format!("{name:?}")
}

fn main() {}
