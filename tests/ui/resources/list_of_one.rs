//! Without variables there is one resource, and nothing to list.
use mcp_server::{Listed, resource};

fn all() -> Vec<Listed> {
    Vec::new()
}

/// All issues
#[resource("x://issues", list = all)]
fn issues() -> String {
    String::new()
}

fn main() {}
