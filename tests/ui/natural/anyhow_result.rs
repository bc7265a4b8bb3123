//! `anyhow::Result`, and `?` on whatever fails.
#![deny(warnings)]

use anyhow::Context as _;
use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Double a number
#[tool]
async fn double(number: &str) -> anyhow::Result<String> {
    let number: i64 = number.parse().context("not a number")?;
    anyhow::ensure!(number < 100, "too large");
    Ok((number * 2).to_string())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![double])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("double", json!({"number": "21"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "42");
}
