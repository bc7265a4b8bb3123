//! A code that is no `i32`.
use mcp_server::ToolError;

const CODE: u16 = 404;

#[derive(Debug, thiserror::Error, ToolError)]
#[error("gone")]
#[tool_error(protocol = CODE)]
struct Gone;

fn main() {}
