//! An attribute that only a condition gives.
use mcp_server::{tool, tools};

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}

    /// Forget all notes
    #[cfg_attr(not(any()), tool)]
    fn purge(&self) {}
}

fn main() {}
