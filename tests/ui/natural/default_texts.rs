//! Defaults and examples that are texts.
#![deny(warnings)]

use std::path::PathBuf;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Check out
#[tool]
async fn checkout(
    #[arg(default = "main", example = "main")] branch: String,
    #[arg(default = "origin")] remote: &str,
    #[arg(default = ".")] folder: PathBuf,
    #[arg(default = format!("{}-{}", 1, 2))] tag: String,
    #[arg(default = vec!["a".to_owned()])] paths: Vec<String>,
) -> String {
    format!("{branch} {remote} {} {tag} {paths:?}", folder.display())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![checkout])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("checkout", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "main origin . 1-2 [\"a\"]");
}
