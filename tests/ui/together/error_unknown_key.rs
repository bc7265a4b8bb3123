//! Keys that do not exist, on a variant and on the enum.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[tool_error(intern)]
enum Error {
    #[error("gone")]
    #[tool_error(hints = "look elsewhere")]
    Gone,
}

fn main() {}
