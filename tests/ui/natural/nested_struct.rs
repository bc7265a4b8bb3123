//! A struct in a struct.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Filter {
    /// Only of this author
    created_by: Option<String>,
    range: Range,
}

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
struct Range {
    from: u32,
    #[serde(default)]
    to: u32,
}

/// Find issues
#[tool]
async fn find(filter: Filter) -> String {
    format!(
        "{:?} {} {}",
        filter.created_by, filter.range.from, filter.range.to
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![find])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call(
            "find",
            json!({"filter": {"createdBy": "a", "range": {"from": 1}}}),
        )
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "Some(\"a\") 1 0");
}
