//! A hint over a field that there is not.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[error("no project")]
#[tool_error(hint = "call list_projects, `{name}` is none")]
struct NoProject {
    key: String,
}

fn main() {}
