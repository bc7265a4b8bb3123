//! A variable has one parameter.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}")]
fn issue(id: u64, #[arg(name = "id")] number: u64) -> String {
    let _ = (id, number);
    String::new()
}

fn main() {}
