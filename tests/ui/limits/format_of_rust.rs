//! A format that nothing enforces.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(format = "phone")] number: String) -> String {
    format!("{number:?}")
}

fn main() {}
