//! A default that is none of the type.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(default = "one")]
    amount: u32,
}

fn main() {}
