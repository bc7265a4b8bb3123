//! A parameter that is neither an argument nor an extractor.
use mcp_server::prompt;

struct Project;

/// Sort issues in
#[prompt]
async fn triage(project: Project) -> String {
    let _ = project;
    String::new()
}

fn main() {}
