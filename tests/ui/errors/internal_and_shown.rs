//! A case that is hidden and shown.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
enum Error {
    #[error("gone")]
    #[tool_error(internal, shown)]
    Gone,
}

fn main() {}
