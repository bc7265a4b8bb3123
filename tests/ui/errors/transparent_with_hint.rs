//! A case that hands over to its field, and adds something of its own.
use mcp_server::ToolError;

#[derive(ToolError)]
enum Error {
    #[tool_error(transparent, hint = "try again")]
    Store(String),
}

fn main() {}
