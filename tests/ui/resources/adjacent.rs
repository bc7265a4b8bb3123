//! Two values with nothing between them.
use mcp_server::resource;

/// One issue
#[resource("x://{project}{id}")]
fn issue(project: String, id: u64) -> String {
    let _ = (project, id);
    String::new()
}

fn main() {}
