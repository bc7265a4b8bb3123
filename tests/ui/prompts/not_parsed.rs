//! What is parsed implements `FromStr`, and is owned.
use mcp_server::prompt;

#[derive(serde::Deserialize)]
struct Project;

/// Sort issues in
#[prompt]
fn triage(#[arg(parse)] project: Project) -> String {
    let _ = project;
    String::new()
}

fn main() {}
