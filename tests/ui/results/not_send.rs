//! Something that stays on its thread, held while the tool waits.
use mcp_server::tools;

struct Notes;

async fn wait() {}

#[tools]
impl Notes {
    /// Count notes
    #[tool]
    async fn count(&self) -> usize {
        let notes = std::rc::Rc::new(1);
        wait().await;
        *notes
    }
}

fn main() {}
