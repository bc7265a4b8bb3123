//! Values as another framework calls them.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(choices = ["new", "old"])] order: &str) -> String {
    format!("{order:?}")
}

fn main() {}
