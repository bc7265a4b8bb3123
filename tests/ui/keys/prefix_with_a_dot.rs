//! A prefix that makes every name one that clients refuse.
use mcp_server::tools;

struct Notes;

#[tools(prefix = "notes.v1")]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}

    /// Count notes
    #[tool]
    fn count(&self) {}
}

fn main() {}
