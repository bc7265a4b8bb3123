//! A value that threads cannot share.
use mcp_server::tools;

struct Counter(std::cell::Cell<u64>);

#[tools]
impl Counter {
    /// Count
    #[tool]
    fn count(&self) -> u64 {
        self.0.get()
    }

    /// Count twice
    #[tool]
    async fn twice(&self) -> u64 {
        2 * self.0.get()
    }
}

fn main() {}
