//! Two variants that cannot be told apart.
use mcp_server::Choice;

#[derive(Choice)]
enum Size {
    Small,
    #[choice(value = "small")]
    Tiny,
}

fn main() {}
