//! Numbers, texts and booleans.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Repeat a text
#[tool(read_only, idempotent)]
async fn repeat(text: String, times: u8, loud: bool, ratio: f64, first: Option<char>) -> String {
    let text = if loud { text.to_uppercase() } else { text };
    format!(
        "{}{ratio}{}",
        text.repeat(times.into()),
        first.unwrap_or('.')
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![repeat])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call(
            "repeat",
            json!({"text": "a", "times": 2, "loud": true, "ratio": 0.5}),
        )
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "AA0.5.");
}
