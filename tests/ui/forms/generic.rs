//! A form that is another one for each type.
use mcp_server::Form;

#[derive(Form)]
struct Order<T> {
    what: T,
}

fn main() {}
