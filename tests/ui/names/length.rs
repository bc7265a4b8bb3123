//! A name that the prefix makes too long.
use mcp_server::tools;

struct Notes;

#[tools(prefix = "the_notes_that_somebody_else_wrote_down_for_me")]
impl Notes {
    /// List notes
    #[tool]
    fn list_in_order_of_date(&self) {}
}

fn main() {}
