//! A tool in the block of a trait that says nothing of tools.
use mcp_server::tool;

struct Notes;

trait List {
    fn list(&self);
}

impl List for Notes {
    /// List notes
    #[tool]
    fn list(&self) {}
}

fn main() {}
