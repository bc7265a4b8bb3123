//! A description that is no doc comment.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(description = "How many")] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
