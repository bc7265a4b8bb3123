//! A method that lists stands in the same block.
use mcp_server::{Listed, tools};

struct Tracker;

impl Tracker {
    fn all(&self) -> Vec<Listed> {
        Vec::new()
    }
}

#[tools]
impl Tracker {
    /// One issue
    #[resource("x://issues/{id}", list = Self::all)]
    fn issue(&self, id: u64) -> String {
        id.to_string()
    }
}

fn main() {}
