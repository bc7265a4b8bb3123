//! A type that cannot be read from JSON, in a list.
use mcp_server::tool;

#[derive(Debug)]
struct Point(i64);

/// Move somewhere
#[tool]
async fn go(to: &[Point]) -> String {
    format!("{to:?}")
}

fn main() {}
