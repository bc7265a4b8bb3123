//! A case that hands over to a field that is no error of a tool.
use mcp_server::ToolError;

#[derive(ToolError)]
enum Error {
    #[tool_error(transparent)]
    Store(std::io::Error),
}

fn main() {}
