//! Every key of an argument.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Send money
#[tool]
#[allow(clippy::too_many_arguments)]
async fn send(
    /// To whom
    #[arg(
        name = "to",
        min_length = 1,
        max_length = 64,
        pattern = "^[a-z]+$",
        example = "ada"
    )]
    whom: String,
    #[arg(exclusive_min = 0, max = 1e6, multiple_of = 0.01)] amount: f64,
    #[arg(default = 3, min = -1, exclusive_max = 10)] priority: i8,
    #[arg(one_of = ["eur", "usd"], default = "eur", header = "Currency")] currency: &str,
    #[arg(format = "date")] on: Option<String>,
    #[arg(min_items = 0, max_items = 3, unique, default)] notes: Vec<String>,
    #[arg(secret)] pin: &str,
    #[arg(deprecated)] reference: Option<String>,
) -> String {
    format!(
        "{whom} {amount} {priority} {currency} {on:?} {notes:?} {} {reference:?}",
        pin.len()
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![send])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("send", json!({"to": "bob", "amount": 0.25, "pin": "1234"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "bob 0.25 3 eur None [] 4 None");
}
