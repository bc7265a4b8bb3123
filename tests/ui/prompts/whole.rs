//! `Args` is for tools.
use mcp_server::{Args, prompt};

#[derive(serde::Deserialize)]
struct Triage {
    project: String,
}

/// Sort issues in
#[prompt]
fn triage(Args(all): Args<Triage>) -> String {
    all.project
}

fn main() {}
