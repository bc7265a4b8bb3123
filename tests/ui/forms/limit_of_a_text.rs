//! A limit of numbers on a text.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(min = 1)]
    what: String,
}

fn main() {}
