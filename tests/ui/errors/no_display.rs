//! An error without words.
use mcp_server::{ToolError, tool};

#[derive(Debug, ToolError)]
enum Error {
    #[tool_error(hint = "look elsewhere")]
    Gone,
    #[tool_error(internal)]
    Broken,
    #[tool_error(protocol = -32602)]
    Cursor,
}

/// Read a note
#[tool]
fn read(name: &str) -> Result<String, Error> {
    Err(if name.is_empty() { Error::Gone } else { Error::Broken })
}

fn main() {}
