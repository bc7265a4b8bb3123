//! Values of another type than the argument.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(one_of = ["1", "2"])] limit: u32) -> String {
    format!("{limit:?}")
}

fn main() {}
