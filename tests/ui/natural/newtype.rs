//! A number with a name of its own.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Clone, Copy, Debug, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(transparent)]
struct IssueId(u64);

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
struct Note(Option<String>);

/// Close an issue
#[tool]
async fn close(id: IssueId, #[arg(default = IssueId(1))] other: IssueId, note: Note) -> String {
    format!("{id:?} {other:?} {:?}", note.0)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![close])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("close", json!({"id": 7}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "IssueId(7) IssueId(1) None");
}
