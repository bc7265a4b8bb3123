//! An argument of a type that cannot be read from JSON.
use mcp_server::tool;

struct Point {
    x: i64,
}

/// Move somewhere
#[tool]
async fn go(to: Point) -> i64 {
    to.x
}

fn main() {}
