//! Calls share the value.
use mcp_server::tools;

struct Tracker;

#[tools]
impl Tracker {
    /// One issue
    #[resource("x://issues/{id}")]
    fn issue(&mut self, id: u64) -> String {
        id.to_string()
    }
}

fn main() {}
