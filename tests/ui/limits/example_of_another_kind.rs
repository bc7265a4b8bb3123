//! An example that is no number.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(example = "ten")] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
