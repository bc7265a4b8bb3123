//! An argument of a type that borrows from the request.
use mcp_server::tool;

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
struct Point<'a> {
    name: &'a str,
}

/// Move somewhere
#[tool]
async fn go(to: Point<'_>) -> String {
    to.name.to_owned()
}

fn main() {}
