//! A method that lists takes from the request what it needs.
use mcp_server::{Listed, tools};

struct Tracker;
struct Database;

#[tools]
impl Tracker {
    /// One issue
    #[resource("x://issues/{id}", list = Self::all)]
    fn issue(&self, id: u64) -> String {
        id.to_string()
    }

    async fn all(&self, database: Database) -> Vec<Listed> {
        let _ = database;
        Vec::new()
    }
}

fn main() {}
