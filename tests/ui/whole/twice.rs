//! All arguments, twice.
use mcp_server::{Args, tool};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    text: String,
}

/// Search notes
#[tool]
fn search(one: Args<Search>, two: Args<Search>) -> String {
    format!("{}{}", one.text, two.text)
}

fn main() {}
