//! A method whose block says nothing of tools.
use mcp_server::tool;

struct Counter(u64);

impl Counter {
    /// Count
    #[tool]
    fn count(&self) -> u64 {
        self.0
    }
}

fn main() {}
