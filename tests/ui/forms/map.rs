//! A map inside a form.
use std::collections::HashMap;

use mcp_server::Form;

#[derive(Form)]
struct Order {
    amounts: HashMap<String, u32>,
}

fn main() {}
