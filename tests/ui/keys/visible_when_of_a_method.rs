//! A condition that wants the value itself, which is not made yet.
use mcp_server::{Viewer, tools};

struct Notes;

#[tools(visible_when = Self::is_open)]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}

    fn is_open(&self, _viewer: &Viewer<'_>) -> bool {
        true
    }
}

fn main() {}
