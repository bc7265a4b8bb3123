//! A description without its key.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg("How many")] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
