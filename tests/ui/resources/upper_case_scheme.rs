//! A scheme is written in lower case.
use mcp_server::resource;

/// One issue
#[resource("Tracker://issues/{id}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
