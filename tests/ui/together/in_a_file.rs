//! A module in another file, which the compiler itself refuses.
use mcp_server::tools;

#[tools]
#[path = "in_a_file/notes.rs"]
mod notes;

fn main() {}
