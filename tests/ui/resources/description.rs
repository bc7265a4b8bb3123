//! A description is required: clients show it to people.
use mcp_server::resource;

#[resource("x://issues/{id}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
