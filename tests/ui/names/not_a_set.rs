//! A type without tools where tools are wanted.
use mcp_server::ToolSet;

struct Notes;

fn main() {
    let _ = ToolSet::into_tools(Notes);
}
