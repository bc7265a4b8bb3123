//! Arguments behind references.
#![deny(warnings)]

use std::path::Path;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Clone, serde::Deserialize, schemars::JsonSchema)]
struct Page {
    number: u32,
}

/// Find a file
#[tool]
async fn find(text: &str, folders: &[String], page: &Page, root: &Path, sizes: &[u64]) -> String {
    let sum: u64 = sizes.iter().sum();
    format!(
        "{text} {} {} {} {sum}",
        folders.join("/"),
        page.number,
        root.display()
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![find])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("find", json!({"text": "a", "folders": ["b", "c"], "page": {"number": 1}, "root": "/r", "sizes": [1, 2]})).await.expect("an answer");
    assert_eq!(answer.text(), "a b/c 1 /r 3");
}
