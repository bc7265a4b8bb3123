//! Limits that no value keeps to.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 100, max = 1)] limit: u32) -> u32 {
    limit
}

fn main() {}
