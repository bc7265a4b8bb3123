//! A receiver that lives forever.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool]
    fn list(&'static self) {}
}

fn main() {}
