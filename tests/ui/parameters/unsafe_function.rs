//! A function that not everybody may call.
use mcp_server::tool;

/// Move somewhere
#[tool]
unsafe fn go() {}

fn main() {}
