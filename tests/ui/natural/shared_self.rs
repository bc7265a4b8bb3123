//! A method that hands its value on, and a value that others share.
#![deny(warnings)]

use std::sync::Arc;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

struct Notes(String);

#[tools]
impl Notes {
    /// Read in the background
    #[tool]
    async fn read(self: Arc<Self>, suffix: String) -> Result<String, ToolError> {
        Ok(tokio::spawn(async move { format!("{}{suffix}", self.0) }).await?)
    }

    /// Read by a reference
    #[tool]
    fn peek(self: &Arc<Self>) -> String {
        Arc::clone(self).0.clone()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(Arc::new(Notes("n".to_owned())))
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("read", json!({"suffix": "s"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "ns");
    let answer = client.call("peek", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "n");
}
