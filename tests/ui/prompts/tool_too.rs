//! A function becomes one thing.
use mcp_server::tools;

struct Tracker;

#[tools]
impl Tracker {
    /// Sort issues in
    #[tool]
    #[prompt]
    fn triage(&self, project: String) -> String {
        project
    }
}

fn main() {}
