//! A type that is an argument to some and an extractor to others.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{FromContext, Rejection};
use serde_json::json;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Language(String);

impl FromContext for Language {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        Ok(Self("en".to_owned()))
    }
}

/// Greet
#[tool]
async fn greet(#[arg] language: Language) -> String {
    language.0
}

/// Greet as the request says
#[tool]
async fn answer(#[ctx] language: Language, #[ctx] other: &Language) -> String {
    format!("{}{}", language.0, other.0)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![greet, answer])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("greet", json!({"language": "de"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "de");
    let answer = client.call("answer", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "enen");
}
