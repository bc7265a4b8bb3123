//! A parameter without a type of its own.
use mcp_server::tool;

/// Greet someone
#[tool]
fn greet(name: impl Into<String>) -> String {
    name.into()
}

fn main() {}
