//! All arguments of a type that cannot be read from JSON.
use mcp_server::{Args, tool};

struct Search {
    text: String,
}

/// Search notes
#[tool]
fn search(Args(search): Args<Search>) -> String {
    search.text
}

fn main() {}
