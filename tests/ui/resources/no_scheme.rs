//! A URI begins with a scheme.
use mcp_server::resource;

/// One issue
#[resource("issues/{id}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
