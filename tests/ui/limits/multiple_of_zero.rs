//! Nothing but zero is a multiple of zero.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(multiple_of = 0)] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
