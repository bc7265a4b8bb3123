//! A function of a module without a doc comment.
use mcp_server::tools;

#[tools]
mod notes {
    #[tool]
    pub fn list() {}

    /// Count notes
    #[tool]
    pub fn count() {}
}

fn main() {}
