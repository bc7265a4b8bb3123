//! A key of a block that does not exist.
use mcp_server::tools;

struct Notes;

#[tools(name = "notes")]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}
}

fn main() {}
