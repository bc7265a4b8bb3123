//! A method that completes shares the value.
use mcp_server::text::Typed;
use mcp_server::tools;

struct Tracker;

#[tools]
impl Tracker {
    /// Sort issues in
    #[prompt]
    fn triage(&self, #[arg(complete = Self::keys)] project: String) -> String {
        project
    }

    fn keys(self, typed: Typed) -> Vec<String> {
        vec![typed.value]
    }
}

fn main() {}
