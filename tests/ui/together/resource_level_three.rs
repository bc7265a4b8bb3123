//! Operators of levels 3 and 4.
use mcp_server::resource;

/// One issue
#[resource("x://issues{/id}{?page,most*}{id:3}")]
fn issue(id: u64) -> String {
    let _ = id;
    String::new()
}

fn main() {}
