//! The same behind a reference.
use mcp_server::tool;

mod plane {
    pub struct Point {
        pub x: i64,
    }
}

/// Move somewhere
#[tool]
async fn go(to: &plane::Point) -> i64 {
    to.x
}

fn main() {}
