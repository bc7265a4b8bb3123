//! A module of tools without a tool.
use mcp_server::tools;

#[tools]
mod notes {
    /// List notes
    pub fn list() {}
}

fn main() {}
