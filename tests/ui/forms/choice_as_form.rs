//! An enum as a form.
use mcp_server::Form;

#[derive(Form)]
enum Size {
    Small,
    Large,
}

fn main() {}
