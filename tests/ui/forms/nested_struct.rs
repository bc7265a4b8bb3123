//! A struct inside a form: no client shows one.
use mcp_server::Form;

#[derive(Form)]
struct Address {
    street: String,
}

#[derive(Form)]
struct Order {
    address: Address,
}

fn main() {}
