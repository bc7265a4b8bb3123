//! A key of an argument that does not exist.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(minimum = 1)] limit: u32) -> u32 {
    limit
}

fn main() {}
