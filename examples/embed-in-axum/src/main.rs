//! An MCP server beside the routes of an axum application: one line mounts it.

use axum::Router;
use axum::routing::get;
use mcp_server::prelude::*;
use tokio::net::TcpListener;

/// Say hello.
#[tool(read_only)]
async fn greet(
    /// Whom to greet
    name: String,
) -> String {
    format!("Hello, {name}!")
}

fn app() -> Result<Router, Box<dyn std::error::Error>> {
    let server = Server::builder(server_info!())
        .tools(toolset![greet])
        .build()?;
    Ok(Router::new()
        .route("/", get(|| async { "The tools are at /mcp.\n" }))
        .fallback_service(server))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    Ok(axum::serve(listener, app()?).await?)
}
