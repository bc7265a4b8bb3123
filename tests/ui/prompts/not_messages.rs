//! What a prompt cannot return.
use mcp_server::prompt;

/// Count issues
#[prompt]
fn count(project: String) -> usize {
    project.len()
}

fn main() {}
