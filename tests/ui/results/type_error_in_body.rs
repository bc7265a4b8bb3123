//! A mistake that has nothing to do with tools.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    /// Count notes
    #[tool]
    async fn count(&self) -> usize {
        "three"
    }
}

fn main() {}
