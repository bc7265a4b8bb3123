//! Answers that borrow from the value or an argument.
#![deny(warnings)]

use std::borrow::Cow;

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

    /// Read if there is something
    #[tool]
    async fn some(&self) -> Option<&String> {
        Some(&self.0)
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

/// Without spaces
#[tool]
fn joined(text: &str) -> Cow<'_, str> {
    match text.contains(' ') {
        true => text.replace(' ', "").into(),
        false => text.into(),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![first, joined].and(Notes("n".to_owned())))
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("read", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
    let answer = client.call("some", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
    for (text, joined) in [("a b", "ab"), ("a", "a")] {
        let answer = client
            .call("joined", json!({ "text": text }))
            .await
            .expect("an answer");
        assert_eq!(answer.text(), joined);
    }
    let answer = client.call("reread", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
    let answer = client
        .call("first", json!({"text": "a b"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "a");
}
