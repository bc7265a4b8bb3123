//! An enum of structs.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

/// Measure a shape
#[tool]
async fn area(shape: Shape) -> f64 {
    match shape {
        Shape::Circle { radius } => radius * radius * 3.0,
        Shape::Square { side } => side * side,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![area])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("area", json!({"shape": {"kind": "square", "side": 2.0}}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "4");
    let answer = client
        .call("area", json!({"shape": {"kind": "circle", "radius": 1}}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "3");
}
