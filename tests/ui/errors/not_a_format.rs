//! A hint that is no format string.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[error("no project")]
#[tool_error(hint = "close the } first")]
struct NoProject;

fn main() {}
