//! A default that the limits refuse.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(default = 500, max = 100)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
