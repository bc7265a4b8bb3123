//! A union, which cannot tell what it holds.
use mcp_server::ToolError;

#[derive(ToolError)]
union Error {
    code: u32,
    other: i32,
}

fn main() {}
