//! A form that borrows.
use mcp_server::Form;

#[derive(Form)]
struct Order<'a> {
    what: &'a str,
}

fn main() {}
