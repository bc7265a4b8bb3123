//! A block of tools without a tool.
use mcp_server::tools;

struct Counter(u64);

#[tools]
impl Counter {
    /// Count
    fn count(&self) -> u64 {
        self.0
    }
}

fn main() {}
