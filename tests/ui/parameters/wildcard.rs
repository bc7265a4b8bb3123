//! An argument without a name.
use mcp_server::tool;

/// Move somewhere
#[tool]
async fn go(_: u32) -> String {
    String::new()
}

fn main() {}
