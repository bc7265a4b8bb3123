//! A struct as a choice.
use mcp_server::Choice;

#[derive(Choice)]
struct Size {
    small: bool,
}

fn main() {}
