//! Values of the wrong kind.
use mcp_server::ToolError;

#[derive(Debug, thiserror::Error, ToolError)]
enum Error {
    #[error("gone")]
    #[tool_error(hint = 7)]
    Gone,
    #[error("broken")]
    #[tool_error(internal = "yes")]
    Broken,
    #[error("bad cursor")]
    #[tool_error(protocol = "-32602")]
    Cursor,
    #[error("bad page")]
    #[tool_error(protocol = 4_000_000_000)]
    Page,
}

fn main() {}
