//! A range as a validation crate has it.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(range(min = 1, max = 10))] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
