//! A method without a doc comment, beside one that has one.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    #[tool]
    fn list(&self) -> String {
        String::new()
    }

    /// Read a note
    #[tool]
    fn read(&self, name: &str) -> String {
        name.to_owned()
    }
}

fn main() {}
