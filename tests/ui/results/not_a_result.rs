//! A return type that is no answer.
use mcp_server::tool;

struct Point {
    x: i64,
}

/// Where it all begins
#[tool]
async fn origin() -> Point {
    Point { x: 0 }
}

fn main() {
    let Point { x: _ } = Point { x: 0 };
}
