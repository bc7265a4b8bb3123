//! An error that is no failure of a tool.
use mcp_server::tools;

struct Notes;
struct Missing;

#[tools]
impl Notes {
    /// Read a note
    #[tool]
    async fn read(&self, name: &str) -> Result<String, Missing> {
        if name.is_empty() { Err(Missing) } else { Ok(name.to_owned()) }
    }
}

fn main() {}
