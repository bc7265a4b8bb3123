//! How tasks end that nobody ends: by time, with their session, with the server; and how many there
//! may be.

use std::sync::Arc;
use std::time::Duration;

use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::client::{CORE, Client, EXTENDED, serve};
use crate::offer::{self, Gate};
use crate::support::envelope::{V11, V26};
use crate::support::served::Served;
use crate::support::wires::Transport;

fn every() -> impl Iterator<Item = (Transport, Revision)> {
    CORE.into_iter().chain(EXTENDED)
}

async fn wait(client: &mut Client) -> Value {
    client.begin("wait", json!({ "text": "x" })).await
}

/// Rows: TK-12.
#[tokio::test]
async fn no_more_run_than_may() {
    for way in every() {
        let one = |builder: Builder| builder.max_tasks(1);
        let mut client = Client::connect_to(way, one).await;
        let task = wait(&mut client).await;
        let params = json!({ "name": "wait", "arguments": { "text": "x" }, "task": {} });
        let mut call = client.send("tools/call", params).await;
        let refused = client.end(&mut call).await;
        assert_eq!(refused["error"]["code"], -32603, "{way:?}");
        assert_eq!(refused["error"]["data"]["reason"], "overloaded");
        if way.0 == Transport::Streamable {
            assert_eq!(call.status(), Some(429));
        }
        client.gate.open();
        client.until(&task, "completed").await;
        let next = wait(&mut client).await;
        assert!(next["taskId"].is_string(), "there is room again");
    }
}

#[tokio::test]
async fn a_call_that_finds_no_room_to_become_a_task_ends() {
    let one = |builder: Builder| builder.max_tasks(1);
    for way in EXTENDED {
        let mut client = Client::connect_to(way, one).await;
        wait(&mut client).await;
        let answer = json!({ "ask-1": { "action": "decline" } });
        let params = json!({ "name": "later", "arguments": {}, "inputResponses": answer });
        let refused = client.ask("tools/call", params).await;
        assert_eq!(refused["error"]["data"]["reason"], "overloaded");
    }
}

/// Rows: TK-12.
#[tokio::test(start_paused = true)]
async fn a_task_is_gone_when_its_time_is_over() {
    for way in [(Transport::Lines, V11), (Transport::Lines, V26)] {
        let minute = |builder: Builder| builder.task_ttl(Duration::from_secs(60));
        let mut client = Client::connect_to(way, minute).await;
        let running = wait(&mut client).await;
        let done = client.begin("fail", json!({})).await;
        tokio::time::sleep(Duration::from_secs(59)).await;
        for task in [&running, &done] {
            let shown = client.about("tasks/get", task).await;
            assert_eq!(shown["result"]["taskId"], task["taskId"]);
        }
        // Longer than a call may take, and still the task runs.
        let shown = client.about("tasks/get", &running).await;
        assert_eq!(shown["result"]["status"], "working");
        tokio::time::sleep(Duration::from_secs(2)).await;
        client.gate.dropped().await;
        for task in [&running, &done] {
            let gone = client.about("tasks/get", task).await;
            assert_eq!(gone["error"]["code"], -32602);
        }
        assert_eq!(client.gate.passed(), 0);
    }
}

/// Rows: TK-12.
#[tokio::test(start_paused = true)]
async fn a_client_may_wish_for_less_time_and_not_for_more() {
    let mut client = Client::connect((Transport::Lines, V11)).await;
    for (wish, kept) in [
        (json!(5000), 5000),
        (json!(1e12), 3_600_000),
        (json!(0), 1000),
    ] {
        let params = json!({
            "name": "wait",
            "arguments": { "text": "x" },
            "task": { "ttl": wish },
        });
        let answer = client.ask("tools/call", params).await;
        assert_eq!(answer["result"]["task"]["ttl"], kept);
        let task = &answer["result"]["task"];
        if kept < 10_000 {
            let params = json!({ "taskId": task["taskId"] });
            let mut waiting = client.send("tasks/result", params).await;
            let end = client.end(&mut waiting).await;
            assert_eq!(
                end["error"]["code"], -32603,
                "who waits is told that it is gone: {end}"
            );
        }
    }
}

#[tokio::test]
async fn the_end_of_a_session_is_that_of_its_tasks() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    let way = (Transport::Streamable, V11);
    let mut client = Client::join(Arc::clone(&served), way, gate.clone()).await;
    wait(&mut client).await;
    client.hang_up().await;
    gate.dropped().await;
    assert_eq!(gate.passed(), 0);
}

#[tokio::test]
async fn a_task_of_nobodys_session_outlives_its_connection() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    let way = (Transport::Streamable, V26);
    let mut client = Client::join(Arc::clone(&served), way, gate.clone()).await;
    let task = wait(&mut client).await;
    drop(client);
    let mut client = Client::join(served, way, gate.clone()).await;
    gate.open();
    client.until(&task, "completed").await;
}

#[tokio::test]
async fn a_draining_server_ends_its_tasks() {
    for revision in [V11, V26] {
        let gate = Gate::new();
        let (end, ended) = oneshot::channel::<()>();
        let server = offer::server(&gate).build().unwrap();
        let until = async {
            let _ = ended.await;
        };
        let served = Served::until(server, Probe::default(), until).await;
        let served = Arc::new(served);
        let way = (Transport::Streamable, revision);
        let mut client = Client::join(Arc::clone(&served), way, gate.clone()).await;
        let task = client.begin("tell", json!({})).await;
        let mut waiting = None;
        if revision == V11 {
            let params = json!({ "taskId": task["taskId"] });
            let mut call = client.send("tasks/result", params).await;
            let log = client.hear(&mut call).await;
            assert_eq!(log["params"]["data"], "half");
            waiting = Some(call);
        }
        end.send(()).unwrap();
        gate.dropped().await;
        if let Some(waiting) = &mut waiting {
            let end = client.end(waiting).await;
            let message = end["error"]["message"].as_str().unwrap();
            assert!(message.contains("shutting down"), "{message}");
        }
        drop((client, waiting));
        Arc::into_inner(served)
            .expect("nobody else has it")
            .ended()
            .await;
        assert_eq!(gate.passed(), 0);
    }
}
