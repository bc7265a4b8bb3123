//! A list of what is no block.
use mcp_server::tool;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// Read a note
#[tool]
async fn read(name: String) -> Vec<Note> {
    vec![Note { text: name }]
}

fn main() {}
