//! A type that is nowhere.
use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> Note {
    name
}

fn main() {}
