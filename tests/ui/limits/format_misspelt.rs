//! A format that does not exist.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(format = "datetime")] since: String) -> String {
    format!("{since:?}")
}

fn main() {}
