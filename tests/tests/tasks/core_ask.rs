//! What a task says and asks while its client waits for its result (2025-11-25).

use serde_json::{Value, json};

use crate::client::{CORE, Call, Client};
use crate::core::related;
use crate::support::envelope::V11;
use crate::support::wires::Transport;

async fn result(client: &mut Client, task: &Value) -> Call {
    let params = json!({ "taskId": task["taskId"] });
    client.send("tasks/result", params).await
}

fn accept(name: &str) -> Value {
    json!({ "action": "accept", "content": { "name": name } })
}

/// Rows: TK-10.
#[tokio::test]
async fn a_task_asks_whoever_waits_for_its_result() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("ask", json!({})).await;
        client.until(&task, "input_required").await;
        let mut waiting = result(&mut client, &task).await;
        let question = client.hear(&mut waiting).await;
        assert_eq!(question["params"]["message"], "Who are you?");
        assert_eq!(related(&question["params"]), &task["taskId"]);
        client.answer(&question, accept("Alice")).await;
        let end = client.end(&mut waiting).await;
        assert_eq!(end["result"]["content"][0]["text"], "Alice");
        client.until(&task, "completed").await;
    }
}

/// Rows: MR-27, TK-10.
#[tokio::test]
async fn what_is_answered_in_part_is_still_required() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("both", json!({})).await;
        let mut waiting = result(&mut client, &task).await;
        let one = client.hear(&mut waiting).await;
        let other = client.hear(&mut waiting).await;
        assert_ne!(one["id"], other["id"]);
        client.answer(&one, accept("Alice")).await;
        client.until(&task, "input_required").await;
        client.answer(&other, json!({ "action": "decline" })).await;
        let roots = client.hear(&mut waiting).await;
        assert_eq!(roots["method"], "roots/list");
        assert_eq!(related(&roots["params"]), &task["taskId"]);
        client.answer(&roots, json!({ "roots": [] })).await;
        let end = client.end(&mut waiting).await;
        assert_eq!(
            end["result"]["content"][0]["text"],
            r#"Some("Alice") None 0"#
        );
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_the_tools_failure() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("ask", json!({})).await;
        let mut waiting = result(&mut client, &task).await;
        let question = client.hear(&mut waiting).await;
        client.answer(&question, json!({ "action": 5 })).await;
        let end = client.end(&mut waiting).await;
        assert_eq!(end["result"]["isError"], true);
        client.until(&task, "failed").await;
    }
}

#[tokio::test]
async fn a_task_that_is_cancelled_while_it_asks_asks_no_more() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("ask", json!({})).await;
        client.until(&task, "input_required").await;
        client.about("tasks/cancel", &task).await;
        let end = client.about("tasks/result", &task).await;
        assert!(end.get("error").is_some(), "{end}");
    }
}

#[tokio::test]
async fn a_tool_that_asks_before_it_begins_asks_as_a_task() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("later", json!({})).await;
        assert_eq!(task["status"], "working");
        let mut waiting = result(&mut client, &task).await;
        let question = client.hear(&mut waiting).await;
        client.answer(&question, accept("Alice")).await;
        let roots = client.hear(&mut waiting).await;
        client.answer(&roots, json!({ "roots": [] })).await;
        client.gate.open();
        let end = client.end(&mut waiting).await;
        assert_eq!(
            end["result"]["content"][0]["text"],
            r#"Some("Alice") 0 true"#
        );
    }
}

/// Rows: UT-01, UT-03.
#[tokio::test]
async fn progress_has_the_token_of_the_call_until_the_end() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let params = json!({
            "name": "tell",
            "task": {},
            "_meta": { "progressToken": "p" },
        });
        let task = client.ask("tools/call", params).await["result"]["task"].take();
        let mut waiting = result(&mut client, &task).await;
        let progress = client.hear(&mut waiting).await;
        assert_eq!(progress["method"], "notifications/progress");
        assert_eq!(progress["params"]["progressToken"], "p");
        assert_eq!(related(&progress["params"]), &task["taskId"]);
        let log = client.hear(&mut waiting).await;
        assert_eq!(log["params"]["data"], "half");
        assert_eq!(related(&log["params"]), &task["taskId"]);
        client.gate.open();
        let mut last = client.hear(&mut waiting).await;
        if last["method"] == "notifications/progress" {
            assert_eq!(last["params"]["progress"], 2);
            last = client.hear(&mut waiting).await;
        }
        assert_eq!(last["result"]["content"][0]["text"], "told");
        // Nothing is said again to who comes late.
        let late = client.about("tasks/result", &task).await;
        assert_eq!(late["result"]["content"][0]["text"], "told");
    }
}

#[tokio::test]
async fn what_nobody_has_heard_waits_for_who_comes() {
    let mut client = Client::connect((Transport::Lines, V11)).await;
    let task = client.begin("tell", json!({})).await;
    client.gate.open();
    client.until(&task, "completed").await;
    let mut waiting = result(&mut client, &task).await;
    let log = client.hear(&mut waiting).await;
    assert_eq!(log["method"], "notifications/message");
    client.end(&mut waiting).await;
}
