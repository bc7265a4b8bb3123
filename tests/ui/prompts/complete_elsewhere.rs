//! A method that completes stands in the same block, and takes what a completer is given.
use mcp_server::text::Typed;
use mcp_server::tools;

struct Tracker;

impl Tracker {
    fn keys(&self, typed: Typed) -> Vec<String> {
        vec![typed.value]
    }
}

#[tools]
impl Tracker {
    /// Sort issues in
    #[prompt]
    fn triage(&self, #[arg(complete = Self::keys)] project: String) -> String {
        project
    }
}

fn main() {}
