//! A type that cannot be read from JSON, inside another.
use mcp_server::tool;

#[derive(Debug)]
struct Point(i64);

/// Move somewhere
#[tool]
async fn go(to: Option<Point>) -> String {
    format!("{to:?}")
}

fn main() {}
