//! An error that stays on its thread.
use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> Result<String, Box<dyn std::error::Error>> {
    Ok(std::fs::read_to_string(name)?)
}

fn main() {}
