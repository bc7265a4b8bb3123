//! Completion, which clients have for prompts only.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(complete = projects)] project: &str) -> String {
    format!("{project:?}")
}

fn main() {}
