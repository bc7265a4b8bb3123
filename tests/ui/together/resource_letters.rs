//! What cannot stand in a URI.
use mcp_server::resource;

/// One issue
#[resource("x://my issues/100%")]
fn issue() -> String {
    String::new()
}

fn main() {}
