//! The attribute of a function on a module.
use mcp_server::tool;

#[tool]
mod notes {
    /// List notes
    pub fn list() {}
}

fn main() {}
