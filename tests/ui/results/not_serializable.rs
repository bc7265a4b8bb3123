//! JSON of a type that has none.
use mcp_server::{Json, tool};

struct Point {
    x: i64,
}

/// Where it all begins
#[tool]
async fn origin() -> Json<Point> {
    Json(Point { x: 0 })
}

fn main() {
    let Point { x: _ } = Point { x: 0 };
}
