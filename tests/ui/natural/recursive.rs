//! A type that contains itself.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Tree {
    value: i64,
    #[serde(default)]
    children: Vec<Tree>,
}

impl Tree {
    fn sum(&self) -> i64 {
        self.value + self.children.iter().map(Self::sum).sum::<i64>()
    }
}

/// Add up
#[tool]
async fn sum(tree: Tree, other: Option<Box<Tree>>) -> i64 {
    tree.sum() + other.map_or(0, |other| other.sum())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![sum])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call(
            "sum",
            json!({"tree": {"value": 1, "children": [{"value": 2}]}}),
        )
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "3");
}
