//! A brace is closed.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
