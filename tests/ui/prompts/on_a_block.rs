//! The attribute of a function on a block.
use mcp_server::prompt;

struct Tracker;

#[prompt]
impl Tracker {}

fn main() {}
