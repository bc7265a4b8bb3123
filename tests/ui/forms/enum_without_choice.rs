//! An enum that derives nothing.
use mcp_server::Form;

enum Size {
    Small,
}

#[derive(Form)]
struct Order {
    size: Size,
}

fn main() {}
