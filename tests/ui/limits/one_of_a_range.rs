//! A range where values go.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(one_of = 1..5)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
