//! Parameters that change, or that nobody reads.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Sort numbers
#[tool]
async fn sort(
    mut numbers: Vec<i64>,
    #[arg(default)] mut reverse: bool,
    _context: &Context,
) -> String {
    numbers.sort_unstable();
    reverse = !reverse;
    format!("{numbers:?} {reverse}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![sort])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("sort", json!({"numbers": [2, 1]}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "[1, 2] true");
}
