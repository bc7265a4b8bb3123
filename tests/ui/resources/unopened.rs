//! A brace is opened.
use mcp_server::resource;

/// One issue
#[resource("x://issues/id}")]
fn issue() -> String {
    String::new()
}

fn main() {}
