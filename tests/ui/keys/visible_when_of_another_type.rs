//! A condition that looks at something else.
use mcp_server::{Context, tool};

fn is_beta(_context: &Context) -> bool {
    true
}

/// List notes
#[tool(visible_when = is_beta)]
fn list() {}

fn main() {}
