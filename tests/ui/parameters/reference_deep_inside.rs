//! A reference far inside another type.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(to: Option<Vec<&str>>) -> String {
    format!("{to:?}")
}

fn main() {}
