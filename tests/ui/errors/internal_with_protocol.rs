//! A case that is hidden and told.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
enum Error {
    #[error("bad cursor")]
    #[tool_error(internal, protocol = -32602)]
    Cursor,
}

fn main() {}
