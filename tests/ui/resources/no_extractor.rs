//! What is no variable is taken from the request.
use mcp_server::resource;

struct Database;

/// One issue
#[resource("x://issues/{id}")]
fn issue(id: u64, database: Database) -> String {
    let _ = (id, database);
    String::new()
}

fn main() {}
