//! A key that comes twice.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 1, min = 2)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
