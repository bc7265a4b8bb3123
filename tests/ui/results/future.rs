//! A future that nobody waits for.
use mcp_server::tool;

/// Read a note
#[tool]
fn read(name: String) -> impl Future<Output = String> {
    async move { name }
}

fn main() {}
