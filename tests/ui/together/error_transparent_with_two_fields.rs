//! A case that hands over to one of two fields, and one that has none.
use mcp_server::ToolError;

#[derive(ToolError)]
enum Error {
    #[tool_error(transparent)]
    Store(String, u64),
    #[tool_error(transparent)]
    Gone,
}

fn main() {}
