//! The URI is required.
use mcp_server::resource;

/// One issue
#[resource]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
