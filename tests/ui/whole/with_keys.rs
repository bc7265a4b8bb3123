//! Keys of one argument on all.
use mcp_server::{Args, tool};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    text: String,
}

/// Search notes
#[tool]
fn search(#[arg(max_length = 5)] Args(search): Args<Search>) -> String {
    search.text
}

fn main() {}
