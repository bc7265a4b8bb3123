//! A description is required: clients show it to people.
use mcp_server::prompt;

#[prompt]
fn triage(project: String) -> String {
    project
}

fn main() {}
