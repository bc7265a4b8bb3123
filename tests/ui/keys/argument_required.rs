//! An argument that says what it is anyway.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(required)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
