//! Two tools of one name.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool]
    fn list(&self) {}

    /// List notes by date
    #[tool(name = "list")]
    fn list_by_date(&self) {}
}

fn main() {}
