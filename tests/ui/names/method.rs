//! A list with a method, which its value's tools have already.
use mcp_server::{tools, toolset};

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}
}

fn main() {
    let _ = toolset![Notes::list];
}
