//! Two limits of one end.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(min = 1, exclusive_min = 0)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
