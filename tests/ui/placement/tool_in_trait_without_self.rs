//! A tool that only a trait declares, without a receiver.
use mcp_server::tool;

trait Notes {
    /// List notes
    #[tool]
    fn list();
}

fn main() {}
