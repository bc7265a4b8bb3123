//! Fields without names.
use mcp_server::Form;

#[derive(Form)]
struct Order(String, u32);

fn main() {}
