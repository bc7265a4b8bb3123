//! A limit of texts on a list.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(max_length = 9)] names: &[String]) -> String {
    format!("{names:?}")
}

fn main() {}
