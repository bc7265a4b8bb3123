//! A prompt that says nothing.
use mcp_server::prompt;

/// Count issues
#[prompt]
async fn count(project: String) {
    drop(project);
}

fn main() {}
