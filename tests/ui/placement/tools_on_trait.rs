//! The attribute of a block on a trait.
use mcp_server::tools;

#[tools]
trait Notes {
    /// List notes
    fn list(&self);
}

fn main() {}
