//! The URI is a literal, for it is read before the program is compiled.
use mcp_server::resource;

const URI: &str = "x://issues";

/// One issue
#[resource(URI, mime = "text/plain")]
fn issue() -> String {
    String::new()
}

fn main() {}
