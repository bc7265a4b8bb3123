//! A list with something that is nowhere.
use mcp_server::{tool, toolset};

mod notes {
    /// List notes
    #[mcp_server::tool]
    pub fn list() {}
}

/// Add two numbers
#[tool]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {
    let _ = toolset![add, notes::lst];
}
