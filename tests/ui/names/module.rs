//! A list with a module, which has a list of its own.
use mcp_server::{tools, toolset};

#[tools]
mod notes {
    /// List notes
    #[tool]
    pub fn list() {}
}

fn main() {
    let _ = toolset![notes];
}
