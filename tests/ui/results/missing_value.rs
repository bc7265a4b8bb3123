//! A body that gives nothing.
use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> String {
    drop(name);
}

fn main() {}
