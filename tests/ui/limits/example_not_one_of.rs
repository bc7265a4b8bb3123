//! An example that is none of the values.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(one_of = ["new", "old"], example = "newest")] order: &str) -> String {
    format!("{order:?}")
}

fn main() {}
