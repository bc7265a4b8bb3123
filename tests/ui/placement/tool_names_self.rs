//! A function without a receiver in a block that says nothing of tools.
use mcp_server::tool;

struct Notes;

impl Notes {
    const MOST: u32 = 5;

    /// List notes
    #[tool]
    fn list() -> u32 {
        Self::MOST
    }
}

fn main() {}
