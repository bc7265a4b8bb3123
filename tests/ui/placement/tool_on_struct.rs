//! The attribute of a function on a struct.
use mcp_server::tool;

/// Notes
#[tool]
struct Notes;

fn main() {
    let _ = Notes;
}
