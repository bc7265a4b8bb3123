//! An attribute on a field.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
enum Error {
    #[error("backend unavailable")]
    Http(#[tool_error(internal)] std::io::Error),
}

fn main() {}
