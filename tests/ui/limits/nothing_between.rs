//! Nothing lies between a number and itself.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(exclusive_min = 5, exclusive_max = 5)] ratio: f64) -> String {
    format!("{ratio:?}")
}

fn main() {}
