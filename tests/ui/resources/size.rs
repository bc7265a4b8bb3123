//! What fits a template has no one size.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}", size = 5)]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
