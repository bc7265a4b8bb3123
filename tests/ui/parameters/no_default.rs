//! A default of a type that has none.
use mcp_server::tool;

#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
struct Point {
    x: i64,
}

/// Move somewhere
#[tool]
async fn go(#[arg(default)] to: Point) -> i64 {
    to.x
}

fn main() {}
