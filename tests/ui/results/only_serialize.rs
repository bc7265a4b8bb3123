//! JSON without a schema.
use mcp_server::{Json, tool};

#[derive(serde::Serialize)]
struct Note {
    text: String,
}

/// Read a note
#[tool]
async fn read(name: String) -> Json<Note> {
    Json(Note { text: name })
}

fn main() {}
