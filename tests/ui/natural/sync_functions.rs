//! Functions that are not async, one of which blocks.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Add two numbers
#[tool]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

/// Wait a little
#[tool(blocking, timeout = "5s")]
fn wait(name: &str) -> &str {
    std::thread::sleep(std::time::Duration::from_millis(1));
    name
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![add, wait])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("add", json!({"a": 1, "b": 2}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "3");
    let answer = client
        .call("wait", json!({"name": "n"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "n");
}
