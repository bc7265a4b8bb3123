//! A function that completes returns values.
use mcp_server::prompt;
use mcp_server::text::Typed;

fn keys(typed: Typed) -> usize {
    typed.value.len()
}

/// Sort issues in
#[prompt]
fn triage(#[arg(complete = keys)] project: String) -> String {
    project
}

fn main() {}
