//! What is a variable is read from its text.
use mcp_server::resource;

struct Id;

/// One issue
#[resource("x://issues/{id}")]
fn issue(id: Id) -> String {
    let _ = id;
    String::new()
}

fn main() {}
