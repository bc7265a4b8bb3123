//! A header of many values.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(header = "Regions")] regions: Vec<String>) -> String {
    format!("{regions:?}")
}

fn main() {}
