//! A text that lives forever.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(to: &'static str) -> String {
    format!("{to:?}")
}

fn main() {}
