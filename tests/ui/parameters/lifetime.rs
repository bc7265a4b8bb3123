//! A lifetime that the function names.
use mcp_server::tool;

/// Greet someone
#[tool]
fn greet(name: &'static str) -> String {
    name.to_owned()
}

fn main() {}
