//! A default that is none for the type.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(default = "twenty")] limit: u32) -> u32 {
    limit
}

fn main() {}
