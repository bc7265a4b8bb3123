//! All arguments, and one more.
use mcp_server::{Args, tool};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    text: String,
}

/// Search notes
#[tool]
fn search(Args(search): Args<Search>, limit: u32) -> String {
    format!("{}{limit}", search.text)
}

fn main() {}
