//! JSON of no known shape, in and out.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::{Map, Value, json};

/// Turn things round
#[tool]
async fn turn(value: Value, members: Map<String, Value>, more: Option<Value>) -> Value {
    json!([more, members, value])
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![turn])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("turn", json!({"value": [1], "members": {"a": true}}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), r#"[null,{"a":true},[1]]"#);
}
