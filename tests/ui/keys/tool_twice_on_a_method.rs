//! The same attribute twice, on a method.
use mcp_server::tools;

struct Notes;

#[tools]
impl Notes {
    /// List notes
    #[tool(read_only)]
    #[tool(idempotent)]
    fn list(&self) {}
}

fn main() {}
