//! A header that cannot be one.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(header = "The Region")] region: &str) -> String {
    format!("{region:?}")
}

fn main() {}
