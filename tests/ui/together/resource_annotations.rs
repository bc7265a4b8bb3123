//! For whom it is meant, and how much it matters.
use mcp_server::resource;

/// One issue
#[resource("x://issues", audience("users"), priority = 5)]
fn issue() -> String {
    String::new()
}

fn main() {}
