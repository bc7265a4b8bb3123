//! The smallest server: one function, one line to serve it.

use mcp_server::prelude::*;

/// Add two numbers.
#[tool(read_only)]
fn add(
    /// The first number
    a: i64,
    /// The second number; 1 if left out
    #[arg(default = 1)]
    b: i64,
) -> i64 {
    a + b
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder(server_info!())
        .tools(toolset![add])
        .build()?;
    Ok(server.serve("127.0.0.1:8080").await?)
}
