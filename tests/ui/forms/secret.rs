//! A secret, which must not go through a client.
use mcp_server::Form;

#[derive(Form)]
struct Login {
    #[form(secret)]
    password: String,
}

fn main() {}
