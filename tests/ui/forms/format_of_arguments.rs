//! A format that arguments of tools have, and forms have not.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    #[form(format = "hostname")]
    server: String,
}

fn main() {}
