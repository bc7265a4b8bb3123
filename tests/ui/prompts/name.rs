//! A name that clients do not take.
use mcp_server::prompt;

/// Sort issues in
#[prompt(name = "sort issues")]
fn triage() -> &'static str {
    ""
}

fn main() {}
