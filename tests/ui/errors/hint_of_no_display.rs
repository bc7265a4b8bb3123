//! A hint over a field that cannot be displayed.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[error("no project")]
#[tool_error(hint = "choose one of {choices}")]
struct NoProject {
    choices: Vec<String>,
}

fn main() {}
