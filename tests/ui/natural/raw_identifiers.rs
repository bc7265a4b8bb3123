//! Names that are words of Rust.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Find by type
#[tool]
async fn r#match(
    r#type: &str,
    #[arg(default)] r#in: Vec<String>,
    #[arg(name = "where")] place: &str,
) -> String {
    format!("{} {:?} {place}", r#type, r#in)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![r#match])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("match", json!({"type": "a", "where": "w"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "a [] w");
}
