//! A header of a number that has many spellings.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(header = "Ratio")] ratio: f64) -> String {
    format!("{ratio:?}")
}

fn main() {}
