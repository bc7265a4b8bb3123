//! An argument of a type without a schema.
use mcp_server::tool;

#[derive(Debug, serde::Deserialize)]
struct Point(i64);

/// Move somewhere
#[tool]
async fn go(to: Point) -> String {
    format!("{to:?}")
}

fn main() {}
