//! A pair of what is no block.
use mcp_server::tool;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// Read a note
#[tool]
async fn read(name: String) -> (String, Note) {
    (name.clone(), Note { text: name })
}

fn main() {}
