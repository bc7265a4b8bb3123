//! An extractor that is said to be an argument.
use mcp_server::{Context, tool};

/// Move somewhere
#[tool]
async fn go(#[arg(name = "call")] context: Context) -> String {
    context.is_cancelled().to_string()
}

fn main() {}
