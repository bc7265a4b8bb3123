//! Variables have neither a schema nor a default.
use mcp_server::resource;

/// One issue
#[resource("x://issues/{id}/{page}")]
fn issue(#[arg(max = 9)] id: u64, #[arg(default = 1)] page: u64) -> String {
    let _ = (id, page);
    String::new()
}

fn main() {}
