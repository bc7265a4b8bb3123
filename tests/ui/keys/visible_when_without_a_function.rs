//! The key alone, as if it were a flag.
use mcp_server::prompt;

/// Sort issues in
#[prompt(visible_when)]
fn triage() -> String {
    String::new()
}

fn main() {}
