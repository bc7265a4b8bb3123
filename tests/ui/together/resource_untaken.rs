//! Each variable has a parameter.
use mcp_server::resource;

/// One issue
#[resource("x://{project}/issues/{id}")]
fn issue() -> String {
    String::new()
}

fn main() {}
