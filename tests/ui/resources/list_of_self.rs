//! A free function has no `Self`.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}", list = Self::all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
