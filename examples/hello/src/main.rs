//! The smallest server: one function, one line to serve it.

#![allow(clippy::print_stdout, reason = "a newcomer wants to know where to go")]

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
    let listener = mcp_server::bind(address()).await?;
    println!("serving MCP at http://{}/mcp", listener.local_addr()?);
    Ok(server.serve_listener(listener).await?)
}

/// Where to serve, if somebody says so.
fn address() -> String {
    let given = std::env::args().nth(1);
    given.unwrap_or_else(|| "127.0.0.1:8080".to_owned())
}
