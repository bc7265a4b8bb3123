//! A value of the wrong kind.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = "1")] limit: u32) -> u32 {
    limit
}

fn main() {}
