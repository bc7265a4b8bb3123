//! A name that clients cut off.
use mcp_server::tool;

/// List notes
#[tool(name = "list_the_notes_that_somebody_else_wrote_down_for_me_in_order_of_date")]
fn list() {}

fn main() {}
