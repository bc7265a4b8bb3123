//! A list with a function that is no tool.
use mcp_server::toolset;

/// List notes
fn list() {}

fn main() {
    list();
    let _ = toolset![list];
}
