//! Nothing fits a tool.
use mcp_server::{Listed, tool};

fn all() -> Vec<Listed> {
    Vec::new()
}

/// Show an issue
#[tool(list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}
