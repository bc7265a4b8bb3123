//! Keys of a variant on the enum, and the other way about.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
#[tool_error(hint = "look elsewhere")]
enum Error {
    #[error("gone")]
    #[tool_error(crate = mcp_server)]
    Gone,
}

fn main() {}
