//! All arguments as one struct.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// What to look for.
#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    /// Words
    text: String,
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 50))]
    limit: u32,
    #[serde(flatten)]
    page: Page,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Page {
    page: Option<u32>,
}

const fn ten() -> u32 {
    10
}

/// Search
#[tool]
async fn search(Args(search): Args<Search>) -> String {
    format!("{} {} {:?}", search.text, search.limit, search.page.page)
}

/// Search with words before
#[tool]
async fn prefixed(context: Context, search: Args<Search>, State(prefix): State<String>) -> String {
    assert!(!context.is_cancelled());
    format!("{prefix}{}", search.text)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![search, prefixed])
        .state("p".to_owned())
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("search", json!({"text": "a"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "a 10 None");
    let answer = client
        .call("prefixed", json!({"text": "b"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "pb");
}
