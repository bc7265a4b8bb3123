//! A reference inside another type.
use mcp_server::tool;

/// Greet someone
#[tool]
fn greet(name: Option<&str>) -> String {
    format!("{name:?}")
}

fn main() {}
