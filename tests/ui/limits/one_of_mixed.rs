//! Values of two types.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(one_of = ["new", 1])] order: &str) -> String {
    format!("{order:?}")
}

fn main() {}
