//! A free function has no `Self`.
use mcp_server::prompt;

/// Sort issues in
#[prompt]
fn triage(#[arg(complete = Self::keys)] project: String) -> String {
    project
}

fn main() {}
