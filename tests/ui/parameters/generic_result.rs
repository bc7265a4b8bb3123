//! A type that only the caller knows, in the answer.
use mcp_server::tool;

/// Move somewhere
#[tool]
fn go<T: Default + mcp_server::IntoToolResult>() -> T {
    T::default()
}

fn main() {}
