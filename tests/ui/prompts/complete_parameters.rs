//! A method that completes is given no more than this.
use mcp_server::text::Typed;
use mcp_server::{Context, tools};

struct Tracker;

#[tools]
impl Tracker {
    /// Sort issues in
    #[prompt]
    fn triage(&self, #[arg(complete = Self::keys)] project: String) -> String {
        project
    }

    fn keys(&self, context: Context, typed: Typed, most: usize) -> Vec<String> {
        let _ = context;
        vec![typed.value; most]
    }
}

fn main() {}
