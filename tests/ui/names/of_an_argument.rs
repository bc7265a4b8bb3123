//! A name of an argument that clients do not take.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(name = "sort by")] order: &str) -> String {
    order.to_owned()
}

fn main() {}
