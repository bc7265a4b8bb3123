//! A value where keys go.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[error("gone")]
#[tool_error = "internal"]
struct Gone;

fn main() {}
