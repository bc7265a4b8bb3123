//! A function for many types.
use mcp_server::tool;

/// Greet someone
#[tool]
fn greet<T: ToString>(name: T) -> String {
    name.to_string()
}

fn main() {}
