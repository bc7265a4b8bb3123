//! A variable and its parameter have one name.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}")]
fn issue(number: u64) -> String {
    let _ = number;
    String::new()
}

fn main() {}
