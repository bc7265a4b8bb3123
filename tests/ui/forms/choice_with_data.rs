//! Something inside a choice.
use mcp_server::Choice;

#[derive(Choice)]
enum Size {
    Small,
    Other(u32),
}

fn main() {}
