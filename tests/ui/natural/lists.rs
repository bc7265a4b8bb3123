//! Lists of structs and of enums.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Item {
    name: String,
    count: u32,
}

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
enum Mark {
    Good,
    Bad,
}

/// Order items
#[tool]
async fn order(
    #[arg(min_items = 1)] items: Vec<Item>,
    marks: Option<Vec<Mark>>,
    #[arg(default, max_items = 3, unique)] notes: Vec<String>,
) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| format!("{}{}", item.count, item.name))
        .collect();
    format!("{items:?} {marks:?} {notes:?}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![order])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call(
            "order",
            json!({"items": [{"name": "a", "count": 2}], "marks": ["Good", "Bad"]}),
        )
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "[\"2a\"] Some([Good, Bad]) []");
}
