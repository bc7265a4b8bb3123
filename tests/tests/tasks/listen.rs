//! Hearing of a task instead of looking (2026-07-28).

use serde_json::{Value, json};

use crate::client::{Call, Client, EXTENDED};

async fn listen(client: &mut Client, ids: &Value) -> (Call, Value) {
    let params = json!({ "notifications": { "taskIds": ids } });
    let mut stream = client.send("subscriptions/listen", params).await;
    let granted = client.hear(&mut stream).await;
    let granted = granted["params"]["notifications"].clone();
    (stream, granted)
}

async fn change(client: &mut Client, stream: &mut Call) -> Value {
    let message = client.hear(stream).await;
    assert_eq!(message["method"], "notifications/tasks");
    let subscription = "io.modelcontextprotocol/subscriptionId";
    assert!(
        message["params"]["_meta"][subscription].is_i64(),
        "{message}"
    );
    message["params"].clone()
}

/// What is told until a task is as it should be; the same may be told more than once.
async fn until(client: &mut Client, stream: &mut Call, status: &str) -> Value {
    loop {
        let told = change(client, stream).await;
        if told["status"] == status {
            return told;
        }
        assert!(
            told["status"] == "working" || told["status"] == "input_required",
            "{told}"
        );
    }
}

/// Rows: TX-16.
#[tokio::test]
async fn a_stream_tells_all_of_a_task_and_nothing_else() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = client.begin("ask", json!({})).await;
        client.until(&task, "input_required").await;
        let (mut stream, granted) = listen(&mut client, &json!([task["taskId"]])).await;
        assert_eq!(granted, json!({ "taskIds": [task["taskId"]] }));
        let asking = until(&mut client, &mut stream, "input_required").await;
        assert_eq!(
            asking["inputRequests"]["ask-1"]["method"],
            "elicitation/create"
        );
        let answer = json!({ "action": "accept", "content": { "name": "Alice" } });
        let params = json!({ "taskId": task["taskId"], "inputResponses": { "ask-1": answer } });
        client.ask("tasks/update", params).await;
        let done = until(&mut client, &mut stream, "completed").await;
        assert_eq!(done["result"]["content"][0]["text"], "Alice");
    }
}

/// Rows: TX-16.
#[tokio::test]
async fn a_task_sends_no_progress_and_no_messages() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let params = json!({
            "name": "tell",
            "_meta": { "progressToken": "p", "io.modelcontextprotocol/logLevel": "debug" },
        });
        let task = client.ask("tools/call", params).await["result"].take();
        let (mut stream, _) = listen(&mut client, &json!([task["taskId"]])).await;
        client.gate.open();
        // The first thing that is heard of anything else fails.
        until(&mut client, &mut stream, "completed").await;
    }
}

#[tokio::test]
async fn several_tasks_are_told_of_and_unknown_ones_are_not_granted() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(client.begin("fail", json!({})).await["taskId"].clone());
        }
        let wish = json!([ids[0], "x", ids[1], ids[2]]);
        let (mut stream, granted) = listen(&mut client, &wish).await;
        assert_eq!(granted, json!({ "taskIds": ids }));
        let mut open = ids.clone();
        while !open.is_empty() {
            let told = change(&mut client, &mut stream).await;
            open.retain(|id| told["status"] != "completed" || *id != told["taskId"]);
        }
        let (_, granted) = listen(&mut client, &json!(["x"])).await;
        assert_eq!(granted, json!({}));
        let params = json!({ "notifications": { "taskIds": 7 } });
        let refused = client.ask("subscriptions/listen", params).await;
        assert_eq!(refused["error"]["code"], -32602);
    }
}
