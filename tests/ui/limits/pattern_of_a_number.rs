//! A pattern of a number.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(pattern = "^[0-9]+$")] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
