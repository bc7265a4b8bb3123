//! Two tools of one name in a module.
use mcp_server::tools;

#[tools]
mod notes {
    /// List notes
    #[tool]
    pub fn list() {}

    /// List notes by date
    #[tool(name = "list")]
    pub fn list_by_date() {}
}

fn main() {}
