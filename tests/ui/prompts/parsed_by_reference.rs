//! What is parsed is owned.
use mcp_server::prompt;

/// Sort issues in
#[prompt]
fn triage(#[arg(parse)] project: &str) -> String {
    project.to_owned()
}

fn main() {}
