//! Enums by name, with a default.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(
    Clone, Copy, Debug, Default, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// Nobody works on it
    #[default]
    Open,
    InProgress,
}

/// Find issues
#[tool]
async fn find(state: State, #[arg(default)] other: State, third: Option<State>) -> String {
    format!("{state:?} {other:?} {third:?}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![find])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("find", json!({"state": "in-progress"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "InProgress Open None");
}
