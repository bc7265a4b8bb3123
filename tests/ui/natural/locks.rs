//! A lock of tokio over an await, and one of std that ends before it.
#![deny(warnings)]

use std::sync::Mutex;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

struct Counter {
    total: tokio::sync::Mutex<u64>,
    names: Mutex<Vec<String>>,
}

#[tools]
impl Counter {
    /// Count
    #[tool]
    async fn count(&self, name: String) -> u64 {
        self.names.lock().expect("no panic").push(name);
        let mut total = self.total.lock().await;
        tokio::task::yield_now().await;
        *total += 1;
        *total
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(Counter {
            total: tokio::sync::Mutex::new(0),
            names: Mutex::default(),
        })
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("count", json!({"name": "a"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "1");
}
