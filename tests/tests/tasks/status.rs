//! Hearing how a task stands without asking (2025-11-25), and no such thing in other revisions.

use std::sync::Arc;

use mcp_server::{Principal, Revision, testing};
use serde_json::{Value, json};

use crate::client::{CORE, Client, EXTENDED, serve};
use crate::offer::{self, Gate};
use crate::support::envelope::{self, V03, V06, V11, V24};
use crate::support::lines::Lines;
use crate::support::wires::Transport;

/// What is told of a task until it is as it should be; what lies between may be left out.
async fn until(client: &mut Client, task: &Value, status: &str) -> Value {
    loop {
        let told = client.status().await;
        assert_eq!(told["taskId"], task["taskId"]);
        if told["status"] == status {
            return told;
        }
        let open = told["status"] == "working" || told["status"] == "input_required";
        assert!(open, "{told}");
    }
}

/// Rows: TK-03, TK-04.
#[tokio::test]
async fn a_session_hears_how_its_tasks_stand() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        client.overhear().await;
        let task = client.begin("ask", json!({})).await;
        until(&mut client, &task, "input_required").await;
        let params = json!({ "taskId": task["taskId"] });
        let mut waiting = client.send("tasks/result", params).await;
        let question = client.hear(&mut waiting).await;
        let answer = json!({ "action": "accept", "content": { "name": "Alice" } });
        client.answer(&question, answer).await;
        client.end(&mut waiting).await;
        let told = until(&mut client, &task, "completed").await;
        let shown = client.about("tasks/get", &task).await;
        assert_eq!(told, shown["result"], "all of it is told");
    }
}

/// Rows: TK-11.
#[tokio::test]
async fn a_failure_and_an_end_by_its_client_are_told_with_their_reasons() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        client.overhear().await;
        let task = client.begin("fail", json!({})).await;
        let told = until(&mut client, &task, "failed").await;
        assert_eq!(told["statusMessage"], "it failed");
        let task = client.begin("wait", json!({ "text": "x" })).await;
        client.about("tasks/cancel", &task).await;
        let told = until(&mut client, &task, "cancelled").await;
        assert_eq!(told["statusMessage"], "its client ended it");
    }
}

#[tokio::test]
async fn a_client_that_comes_late_hears_how_things_stand_by_then() {
    let mut client = Client::connect((Transport::Streamable, V11)).await;
    let mut tasks = Vec::new();
    for _ in 0..3 {
        let task = client.begin("wait", json!({ "text": "x" })).await;
        client.gate.open();
        client.until(&task, "completed").await;
        tasks.push(task["taskId"].clone());
    }
    client.overhear().await;
    for task in tasks {
        let told = client.status().await;
        assert_eq!(told["taskId"], task);
        assert_eq!(told["status"], "completed");
    }
}

/// Rows: TK-09.
#[tokio::test]
async fn nobody_hears_of_a_task_of_somebody_else() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    for transport in [Transport::Streamable, Transport::Sse] {
        let join = || Client::join(Arc::clone(&served), (transport, V11), gate.clone());
        let (mut one, mut other) = (join().await, join().await);
        one.overhear().await;
        other.overhear().await;
        let task = one.begin("fail", json!({})).await;
        until(&mut one, &task, "failed").await;
        // What comes first is its own.
        let own = other.begin("fail", json!({})).await;
        assert_eq!(other.status().await["taskId"], own["taskId"]);
    }
}

#[tokio::test]
async fn no_principal_hears_of_a_task_of_another() {
    let gate = Gate::new();
    let server = offer::server(&gate).build().unwrap();
    let client = |name: &str| {
        let who = Principal::new("https://id.example.com", name);
        testing::Client::connect_as(&server, who)
    };
    let (ann, bob) = (client("ann").await.unwrap(), client("bob").await.unwrap());
    let [mut hers, mut his] = [
        ann.listen(json!({})).await.unwrap(),
        bob.listen(json!({})).await.unwrap(),
    ];
    let failing = ann.start_task("fail", json!({})).await.unwrap();
    let told = hers.next().await.unwrap();
    assert_eq!(told["method"], "notifications/tasks/status");
    assert_eq!(told["params"]["taskId"], failing.id());
    let own = bob.start_task("fail", json!({})).await.unwrap();
    assert_eq!(his.next().await.unwrap()["params"]["taskId"], own.id());
}

#[tokio::test]
async fn a_client_that_is_not_initialized_hears_nothing() {
    let gate = Gate::new();
    let mut lines = Lines::open(offer::server(&gate).build().unwrap());
    let mut next = 0;
    let mut ask = async |method: &str, params: Value| {
        next += 1;
        let request = envelope::request(V11, &json!(next), method, &params);
        lines.write(request.to_string().as_bytes()).await;
        let line = lines.read().await.expect("an answer");
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["id"], next, "{answer}");
        answer
    };
    ask("initialize", envelope::introduction(V11.as_str())).await;
    let params = json!({ "name": "fail", "arguments": {}, "task": {} });
    let task = ask("tools/call", params).await["result"]["task"]["taskId"].take();
    let done = json!({ "taskId": task });
    ask("tasks/result", done.clone()).await;
    ask("tasks/get", done).await;
    ask("ping", Value::Null).await;
}

/// Whatever is said on a pipe beside the answers.
async fn said_beside(revision: Revision) -> Vec<Value> {
    let gate = Gate::new();
    gate.open();
    let mut lines = Lines::open(offer::server(&gate).build().unwrap());
    let introduction = envelope::introduction(revision.as_str());
    let initialize = envelope::request(revision, &json!(1), "initialize", &introduction);
    lines.write(initialize.to_string().as_bytes()).await;
    let initialized = envelope::notification(revision, "notifications/initialized", &Value::Null);
    lines.write(initialized.to_string().as_bytes()).await;
    let call = json!({ "name": "wait", "arguments": { "text": "x" }, "task": {} });
    let call = envelope::request(revision, &json!(2), "tools/call", &call);
    lines.write(call.to_string().as_bytes()).await;
    let messages = lines.close().await;
    let messages = messages.iter().map(|line| serde_json::from_str(line));
    let messages = messages.map(|message| message.expect("a message is JSON"));
    messages
        .filter(|message: &Value| message.get("method").is_some())
        .collect()
}

#[tokio::test]
async fn revisions_without_tasks_have_no_word_for_it() {
    for revision in [V24, V03, V06] {
        assert_eq!(said_beside(revision).await, [Value::Null; 0], "{revision}");
    }
}

/// Rows: TX-16.
#[tokio::test]
async fn the_extension_tells_only_who_listens() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = client.begin("wait", json!({ "text": "x" })).await;
        client.gate.open();
        // All that is said by the way must be known, and `notifications/tasks/status` is not.
        client.until(&task, "completed").await;
        client.ask("tools/list", json!({})).await;
    }
}
