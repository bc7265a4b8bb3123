//! A function that lists takes what it needs by value.
use mcp_server::{Context, Listed, resource};

fn all(context: &Context) -> Vec<Listed> {
    let _ = context;
    Vec::new()
}

/// One issue
#[resource("x://issues/{id}", list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
