//! Two fields that go by one name.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    what: String,
    #[form(name = "what")]
    which: String,
}

fn main() {}
