//! An error that does not say what the model may read.
use mcp_server::tool;

#[derive(Debug, thiserror::Error)]
#[error("no note `{0}`")]
struct Missing(String);

/// Read a note
#[tool]
async fn read(name: String) -> Result<String, Missing> {
    Err(Missing(name))
}

fn main() {}
