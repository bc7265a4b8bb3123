//! A tool that only a trait declares.
use mcp_server::tool;

trait Notes {
    /// List notes
    #[tool]
    fn list(&self);
}

fn main() {}
