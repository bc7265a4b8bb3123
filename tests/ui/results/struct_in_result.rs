//! A struct without `Json`.
use mcp_server::{ToolError, tool};

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// Read a note
#[tool]
async fn read(name: String) -> Result<Note, ToolError> {
    Ok(Note { text: name })
}

fn main() {}
