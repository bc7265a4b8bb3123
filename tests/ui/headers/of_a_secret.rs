//! A secret that every proxy reads.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(header = "Key", secret)] key: &str) -> String {
    format!("{key:?}")
}

fn main() {}
