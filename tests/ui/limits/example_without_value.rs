//! An example of nothing.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(example)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
