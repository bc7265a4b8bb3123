//! A method that wants the value for itself.
use mcp_server::tools;

struct Counter(u64);

#[tools]
impl Counter {
    /// Count
    #[tool]
    fn count(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

fn main() {}
