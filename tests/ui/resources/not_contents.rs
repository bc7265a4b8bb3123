//! What a resource cannot return.
use mcp_server::resource;

struct Issue(u64);

/// One issue
#[resource("x://issues/{id}")]
fn issue(id: u64) -> Issue {
    Issue(id)
}

fn main() {}
