//! A method outside of a block with `#[tools]`.
use mcp_server::resource;

struct Tracker;

impl Tracker {
    /// One issue
    #[resource("x://issues/{id}")]
    fn issue(&self, id: u64) -> String {
        id.to_string()
    }
}

fn main() {}
