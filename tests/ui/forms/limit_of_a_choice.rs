//! A limit of texts on a choice.
use mcp_server::{Choice, Form};

#[derive(Choice)]
enum Size {
    Small,
}

#[derive(Form)]
struct Order {
    #[form(max_length = 3)]
    size: Size,
}

fn main() {}
