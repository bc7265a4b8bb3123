//! A boxed future that nobody waits for.
use std::pin::Pin;

use mcp_server::tool;

/// Read a note
#[tool]
fn read(name: String) -> Pin<Box<dyn Future<Output = String> + Send>> {
    Box::pin(async move { name })
}

fn main() {}
