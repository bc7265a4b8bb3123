//! A borrowed argument of a type that cannot be cloned.
use mcp_server::tool;

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
struct Point(i64);

/// Move somewhere
#[tool]
async fn go(to: &Point) -> String {
    format!("{to:?}")
}

fn main() {}
