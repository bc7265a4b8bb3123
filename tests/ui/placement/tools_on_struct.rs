//! The attribute of a block on the type.
use mcp_server::tools;

#[tools]
struct Notes;

impl Notes {
    /// List notes
    fn list(&self) {}
}

fn main() {
    Notes.list();
}
