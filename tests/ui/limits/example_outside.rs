//! An example that the limits refuse.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(example = 500, max = 100)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
