//! Two prompts of one name; a tool may have it too.
use mcp_server::tools;

struct Tracker;

#[tools]
impl Tracker {
    /// Sort issues in
    #[prompt]
    fn triage(&self) -> String {
        String::new()
    }

    /// Sort issues in, in other words
    #[prompt(name = "triage")]
    fn sort(&self) -> String {
        String::new()
    }

    /// Sort an issue in
    #[tool(name = "triage")]
    fn sort_one(&self) {}
}

fn main() {}
