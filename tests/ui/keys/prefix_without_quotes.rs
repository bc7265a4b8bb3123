//! A prefix that is no text.
use mcp_server::tools;

struct Notes;

#[tools(prefix = notes)]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}
}

fn main() {}
