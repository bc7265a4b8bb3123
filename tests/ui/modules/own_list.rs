//! A module that has a function of the name that the list gets.
use mcp_server::tools;

#[tools]
mod notes {
    /// List notes
    #[tool]
    pub fn list() {}

    fn tools() {}
}

fn main() {}
