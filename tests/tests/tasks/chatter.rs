//! Tasks that talk without end: they end when their time is over, and keep nobody from their turn.

use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use serde_json::{Value, json};
use tokio::time::advance;

use crate::client::Client;
use crate::offer::Gate;
use crate::support::apart::apart;
use crate::support::envelope::{LOG_LEVEL, V11, V26};
use crate::support::wires::Transport;

/// How long a task is kept.
const LIFE: Duration = Duration::from_secs(10);

/// Talk without end, for some time
#[tool(task, timeout = "5s")]
async fn chatter(context: Context, State(gate): State<Gate>) -> String {
    talk(&context, &gate).await
}

/// Talk without end
#[tool(task)]
async fn forever(context: Context, State(gate): State<Gate>) -> String {
    talk(&context, &gate).await
}

async fn talk(context: &Context, gate: &Gate) -> ! {
    let _fall = gate.falls();
    loop {
        context.log(Level::Error, "words").await;
    }
}

/// A client, and a task of its own that runs while others are served.
async fn begin(revision: Revision, name: &str) -> (Client, Value) {
    let options = |builder: Builder| builder.tools(toolset![chatter, forever]).task_ttl(LIFE);
    let mut client = Client::connect_to((Transport::Lines, revision), options).await;
    let mut params = json!({ "name": name, "arguments": {} });
    match revision {
        V26 => params["_meta"] = json!({ LOG_LEVEL: "debug" }),
        _ => params["task"] = json!({}),
    }
    let answer = client.ask("tools/call", params).await;
    let task = answer
        .pointer("/result/task")
        .unwrap_or(&answer["result"])
        .clone();
    assert!(task["taskId"].is_string(), "{answer}");
    let call = json!({ "name": "echo", "arguments": { "text": "x" } });
    let echo = client.ask("tools/call", call).await;
    assert_eq!(echo["result"]["content"][0]["text"], "x");
    let shown = client.about("tasks/get", &task).await;
    assert_eq!(shown["result"]["status"], "working");
    (client, task)
}

#[test]
fn a_task_that_talks_ends_in_time() {
    apart(|| async {
        let (mut client, task) = begin(V26, "chatter").await;
        advance(Duration::from_secs(5)).await;
        let shown = client.until(&task, "completed").await;
        assert_eq!(shown["result"]["content"][0]["text"], "timed out after 5 s");
        client.gate.dropped().await;
    });
    apart(|| async {
        let (mut client, task) = begin(V11, "chatter").await;
        advance(Duration::from_secs(5)).await;
        client.until(&task, "failed").await;
        client.gate.dropped().await;
    });
}

#[test]
fn a_task_that_talks_is_gone_when_its_time_is_over() {
    for revision in [V11, V26] {
        apart(move || async move {
            let (mut client, task) = begin(revision, "forever").await;
            advance(LIFE).await;
            client.gate.dropped().await;
            let gone = client.about("tasks/get", &task).await;
            assert_eq!(gone["error"]["code"], -32602, "{gone}");
        });
    }
}

#[test]
fn a_task_that_talks_can_be_cancelled() {
    for revision in [V11, V26] {
        apart(move || async move {
            let (mut client, task) = begin(revision, "forever").await;
            client.about("tasks/cancel", &task).await;
            client.gate.dropped().await;
            client.until(&task, "cancelled").await;
        });
    }
}
