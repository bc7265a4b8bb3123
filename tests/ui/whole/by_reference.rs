//! All arguments behind a reference.
use mcp_server::{Args, tool};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    text: String,
}

/// Search notes
#[tool]
fn search(search: &Args<Search>) -> String {
    search.text.clone()
}

fn main() {}
