//! A method that uses the value up.
use mcp_server::tools;

struct Counter(u64);

#[tools]
impl Counter {
    /// Count
    #[tool]
    fn count(self) -> u64 {
        self.0
    }
}

fn main() {}
