//! What schemars says of fields.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(#[schemars(range(min = 1))] to: u32) -> String {
    format!("{to:?}")
}

fn main() {}
