//! An argument of any type.
use mcp_server::tool;

/// Move somewhere
#[tool]
fn go(to: Box<dyn std::fmt::Debug>) -> String {
    format!("{to:?}")
}

fn main() {}
