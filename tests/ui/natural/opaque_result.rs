//! A result that only says what it can do.
#![deny(warnings)]

use mcp_server::IntoToolResult;
use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Text or number
#[tool]
async fn opaque(text: String) -> impl IntoToolResult {
    text
}

/// Fallible
#[tool]
fn fallible() -> Result<impl IntoToolResult, ToolError> {
    Ok(1)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![opaque, fallible])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("opaque", json!({"text": "t"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "t");
    let answer = client.call("fallible", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "1");
}
