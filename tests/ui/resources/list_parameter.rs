//! A list is asked for as a whole: its function takes no variables.
use mcp_server::{Listed, resource};

fn all(id: u64) -> Vec<Listed> {
    vec![Listed::of("id", id)]
}

/// One issue
#[resource("x://issues/{id}", list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
