//! A trait's method.
use mcp_server::tools;

struct Counter(u64);

trait Count {
    fn count(&self) -> u64;
}

#[tools]
impl Count for Counter {
    /// Count
    #[tool]
    fn count(&self) -> u64 {
        self.0
    }
}

fn main() {}
