//! A function without a receiver in a block that says nothing of tools.
use mcp_server::tool;

struct Notes;

impl Notes {
    /// List notes
    #[tool]
    fn list() {}
}

fn main() {}
