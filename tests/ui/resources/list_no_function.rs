//! What is listed depends on who asks, so a function lists it.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}", list = ["1", "2"])]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
