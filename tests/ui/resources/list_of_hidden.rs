//! What is hidden is in no list, nor is what fits it.
use mcp_server::{Listed, resource};

fn all() -> Vec<Listed> {
    Vec::new()
}

/// One issue
#[resource("x://issues/{id}", hidden, list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
