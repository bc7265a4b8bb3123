//! A body that somebody is just writing.
use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> String {
    name.
}

fn main() {
    let _ = mcp_server::toolset![read];
}
