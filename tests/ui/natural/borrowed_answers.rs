//! Answers that borrow from the value or an argument.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

struct Notes(String);

#[tools]
impl Notes {
    /// Read
    #[tool]
    async fn read(&self) -> &str {
        &self.0
    }

    /// Read in a thread
    #[tool(blocking)]
    fn reread(&self) -> &str {
        &self.0
    }
}

/// First word
#[tool]
fn first(text: &str) -> Option<&str> {
    text.split(' ').next()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![first].and(Notes("n".to_owned())))
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("read", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
    let answer = client.call("reread", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
    let answer = client
        .call("first", json!({"text": "a b"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "a");
}
