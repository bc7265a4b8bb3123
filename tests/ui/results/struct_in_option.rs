//! A struct without `Json` that may be missing.
use mcp_server::tool;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// Read a note
#[tool]
async fn read(name: String) -> Option<Note> {
    Some(Note { text: name })
}

fn main() {}
