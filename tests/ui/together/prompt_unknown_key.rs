//! Keys that do not exist, or not here.
use mcp_server::prompt;

/// Sort issues in
#[prompt(titel = "Triage", read_only)]
fn triage(#[arg(complet = ["a"])] project: String) -> String {
    project
}

fn main() {}
