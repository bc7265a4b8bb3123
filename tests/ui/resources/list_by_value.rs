//! A method that lists shares the value.
use mcp_server::{Listed, tools};

struct Tracker;

#[tools]
impl Tracker {
    /// One issue
    #[resource("x://issues/{id}", list = Self::all)]
    fn issue(&self, id: u64) -> String {
        id.to_string()
    }

    fn all(self) -> Vec<Listed> {
        Vec::new()
    }
}

fn main() {}
