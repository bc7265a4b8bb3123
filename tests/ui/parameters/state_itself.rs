//! State without `State`.
use mcp_server::tool;

#[derive(Debug)]
struct Database;

/// Move somewhere
#[tool]
async fn go(to: Database) -> String {
    format!("{to:?}")
}

fn main() {}
