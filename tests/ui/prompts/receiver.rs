//! A method outside of a block with `#[tools]`.
use mcp_server::prompt;

struct Tracker;

impl Tracker {
    /// Sort issues in
    #[prompt]
    fn triage(&self, project: String) -> String {
        project
    }
}

fn main() {}
