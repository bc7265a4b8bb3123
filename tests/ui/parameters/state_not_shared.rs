//! State that threads cannot share.
use std::cell::Cell;

use mcp_server::{State, tool};

/// Move somewhere
#[tool]
fn go(State(to): State<Cell<u8>>) -> String {
    to.get().to_string()
}

fn main() {}
