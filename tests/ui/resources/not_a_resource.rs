//! A list names functions with `#[resource("…")]`.
use mcp_server::{prompt, resources};

/// Sort issues in
#[prompt]
fn triage() -> &'static str {
    ""
}

fn list() {
    let _ = resources![triage];
}

fn main() {}
