//! A default that its own limits refuse.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(default = 0, min = 1)]
    amount: u32,
}

fn main() {}
