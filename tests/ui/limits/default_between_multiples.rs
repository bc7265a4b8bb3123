//! A default that the limits refuse.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(default = 7, multiple_of = 5)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
