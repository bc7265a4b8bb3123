//! A block of a generic type.
#![deny(warnings)]

use std::fmt::Display;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

struct Shelf<T, const N: usize> {
    items: [T; N],
}

#[tools(prefix = "shelf")]
impl<T, const N: usize> Shelf<T, N>
where
    T: Display + Send + Sync + 'static,
{
    /// Show an item
    #[tool(read_only)]
    async fn show(&self, index: usize) -> Option<String> {
        self.items.get(index).map(ToString::to_string)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(Shelf { items: [1, 2] })
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("shelf_show", json!({"index": 1}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "2");
    let answer = client
        .call("shelf_show", json!({"index": 2}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "nothing found");
}
