//! A variable stands once.
use mcp_server::resource;

/// One issue
#[resource("x://{id}/issues/{id}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
