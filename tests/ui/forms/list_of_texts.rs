//! A list of anything: only choices come in lists.
use mcp_server::Form;

#[derive(Form)]
struct Order {
    names: Vec<String>,
}

fn main() {}
