//! A value where keys go.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg = 20] limit: u32) -> u32 {
    limit
}

fn main() {}
