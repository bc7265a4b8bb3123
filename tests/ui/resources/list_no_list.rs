//! What is listed says which variable has which value.
use mcp_server::resource;

async fn all() -> Vec<String> {
    Vec::new()
}

/// One issue
#[resource("x://issues/{id}", list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
