//! Other attributes on the function.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Above
#[tool]
#[tracing::instrument(skip_all, fields(name))]
async fn below(name: &str, #[arg(default = 1, min = 1)] times: u32) -> String {
    tracing::info!(times, "called");
    name.to_owned()
}

#[tracing::instrument(skip(name))]
#[tool]
/// Below
#[must_use]
#[inline]
async fn above(
    /// Whose name
    name: String,
) -> String {
    name
}

struct Notes;

#[tools]
impl Notes {
    /// Method
    #[tracing::instrument(skip(self), ret)]
    #[tool(read_only)]
    #[allow(clippy::unused_async)]
    async fn list(&self, #[arg(max = 5)] limit: u32) -> Result<Json<u32>, ToolError> {
        Ok(Json(limit))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![below, above].and(Notes))
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("below", json!({"name": "b"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "b");
    let answer = client
        .call("above", json!({"name": "a"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "a");
    let answer = client
        .call("list", json!({"limit": 3}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "3");
}
