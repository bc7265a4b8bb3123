//! A parameter that is not always there.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(#[cfg(any())] _to: u32, by: u32) -> String {
    by.to_string()
}

fn main() {}
