//! Two arguments in one header.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(header = "Region")] from: &str, #[arg(header = "region")] to: &str) -> String {
    format!("{from}{to}")
}

fn main() {}
