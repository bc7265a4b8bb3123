//! What serde says of fields.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(#[serde(default)] to: u32) -> String {
    format!("{to:?}")
}

fn main() {}
