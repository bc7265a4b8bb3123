//! The URI comes first.
use mcp_server::resource;

/// One issue
#[resource(uri = "x://issues/{id}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
