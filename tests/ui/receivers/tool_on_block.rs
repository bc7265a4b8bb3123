//! The attribute of a function on a block.
use mcp_server::tool;

struct Counter;

#[tool]
impl Counter {
    /// Count
    fn count(&self) {}
}

fn main() {}
