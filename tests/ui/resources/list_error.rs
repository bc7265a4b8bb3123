//! The error of a list is one of a tool.
use mcp_server::{Listed, resource};

fn all() -> Result<Vec<Listed>, std::io::Error> {
    Ok(Vec::new())
}

/// One issue
#[resource("x://issues/{id}", list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
