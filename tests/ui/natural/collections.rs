//! Maps, sets, tuples and arrays.
#![deny(warnings)]

use std::collections::{BTreeSet, HashMap};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Label something
#[tool]
async fn label(
    labels: HashMap<String, String>,
    words: BTreeSet<String>,
    point: (f64, f64),
    color: [u8; 3],
    by_name: HashMap<String, Vec<u32>>,
) -> String {
    format!("{labels:?} {words:?} {point:?} {color:?} {}", by_name.len())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![label])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("label", json!({"labels": {"a": "b"}, "words": ["w"], "point": [1.0, 2.0], "color": [1, 2, 3], "by_name": {}})).await.expect("an answer");
    assert_eq!(
        answer.text(),
        "{\"a\": \"b\"} {\"w\"} (1.0, 2.0) [1, 2, 3] 0"
    );
}
