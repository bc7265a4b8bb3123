//! A media type has two parts.
use mcp_server::resource;

/// One issue
#[resource("x://issues", mime = "markdown")]
fn issue() -> String {
    String::new()
}

fn main() {}
