//! Two blocks of tools of one type: it has one, and others go into types of their own.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}
}

#[tools]
impl Notes {
    /// Count notes
    #[tool]
    fn count(&self) {}
}

fn main() {}
