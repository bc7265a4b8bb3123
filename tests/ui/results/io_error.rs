//! An error of another crate.
use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> Result<String, std::io::Error> {
    std::fs::read_to_string(name)
}

fn main() {}
