//! What is said of an argument, said of a field.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(default = 1, exclusive_min = 0)]
    amount: u32,
}

fn main() {}
