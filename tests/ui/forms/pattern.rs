//! A pattern, which clients do not know in forms.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(pattern = "[A-Z]+")]
    code: String,
}

fn main() {}
