//! A reference in a tuple.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(to: (u8, &str)) -> String {
    format!("{to:?}")
}

fn main() {}
