//! What completes an argument is a function or a list.
use mcp_server::prompt;

/// Sort issues in
#[prompt]
fn triage(
    #[arg(complete = "low")] level: String,
    #[arg(complete = [1, 2])] most: String,
    #[arg(complete)] project: String,
) -> String {
    format!("{level} {most} {project}")
}

fn main() {}
