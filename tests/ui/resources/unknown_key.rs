//! Keys that do not exist.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}", mime_type = "text/plain")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
