//! State by pattern, by name and behind a reference.
#![deny(warnings)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Clone)]
struct Config {
    step: u64,
}

/// Count
#[tool]
async fn count(State(counter): State<Arc<AtomicU64>>, config: State<Config>) -> u64 {
    counter.fetch_add(config.step, Ordering::Relaxed) + config.step
}

/// Peek
#[tool]
fn peek(counter: &State<Arc<AtomicU64>>, State(name): State<&'static str>) -> String {
    format!("{name} {}", counter.load(Ordering::Relaxed))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![count, peek])
        .state(Arc::new(AtomicU64::new(0)))
        .state(Config { step: 2 })
        .state("counter")
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("count", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "2");
    let answer = client.call("peek", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "counter 2");
}
