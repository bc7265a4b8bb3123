//! A constant that is no number.
use mcp_server::tool;

const MOST: &str = "20";

/// List notes
#[tool]
fn list(#[arg(max = MOST)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
