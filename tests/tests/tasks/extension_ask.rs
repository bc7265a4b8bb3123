//! What a task asks where its client comes to look (2026-07-28).

use serde_json::{Value, json};

use crate::client::{Client, EXTENDED};

fn accept(name: &str) -> Value {
    json!({ "action": "accept", "content": { "name": name } })
}

async fn update(client: &mut Client, task: &Value, responses: Value) {
    let params = json!({ "taskId": task["taskId"], "inputResponses": responses });
    let answer = client.ask("tasks/update", params).await;
    assert!(answer.get("result").is_some(), "{answer}");
}

fn keys(task: &Value) -> Vec<String> {
    let questions = task["inputRequests"].as_object().expect("questions");
    questions.keys().cloned().collect()
}

/// Rows: TX-05, TX-07, TX-13.
#[tokio::test]
async fn questions_are_answered_one_by_one_and_no_key_comes_again() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = client.begin("both", json!({})).await;
        let asking = client.until(&task, "input_required").await;
        assert_eq!(keys(&asking), ["ask-1", "ask-2"]);
        update(
            &mut client,
            &task,
            json!({ "ask-2": accept("Bob"), "ask-9": 7 }),
        )
        .await;
        let asking = client.until(&task, "input_required").await;
        assert_eq!(keys(&asking), ["ask-1"]);
        assert_eq!(
            asking["inputRequests"]["ask-1"]["params"]["message"],
            "Who are you?"
        );
        // What is answered stays answered.
        update(&mut client, &task, json!({ "ask-2": accept("Eve") })).await;
        update(&mut client, &task, json!({ "ask-1": accept("Alice") })).await;
        let asking = client.until(&task, "input_required").await;
        assert_eq!(keys(&asking), ["ask-3"]);
        update(&mut client, &task, json!({ "ask-3": { "roots": [] } })).await;
        let done = client.until(&task, "completed").await;
        let text = &done["result"]["content"][0]["text"];
        assert_eq!(text, r#"Some("Alice") Some("Bob") 0"#);
        update(&mut client, &task, json!({ "ask-3": { "roots": [] } })).await;
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_the_tools_failure() {
    for way in EXTENDED {
        for wrong in [
            json!(5),
            json!({ "action": 5 }),
            json!({ "action": "accept" }),
        ] {
            let mut client = Client::connect(way).await;
            let task = client.begin("ask", json!({})).await;
            client.until(&task, "input_required").await;
            update(&mut client, &task, json!({ "ask-1": wrong })).await;
            let done = client.until(&task, "completed").await;
            assert_eq!(done["result"]["isError"], true);
        }
    }
}

#[tokio::test]
async fn a_client_is_asked_only_what_it_can_answer() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        client
            .capabilities
            .as_object_mut()
            .unwrap()
            .remove("elicitation");
        let task = client.begin("ask", json!({})).await;
        let failed = client.until(&task, "failed").await;
        assert_eq!(failed["error"]["code"], -32021);
    }
}

/// Rows: TX-17.
#[tokio::test]
async fn what_is_asked_before_a_task_begins_is_asked_by_the_call() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let asked = client.call("later", json!({})).await;
        let asked = &asked["result"];
        assert_eq!(asked["resultType"], "input_required");
        assert!(asked.get("taskId").is_none());
        assert_eq!(keys(asked), ["ask-1"]);
        let params = json!({
            "name": "later",
            "arguments": {},
            "requestState": asked["requestState"],
            "inputResponses": { "ask-1": accept("Alice") },
        });
        let answer = client.ask("tools/call", params.clone()).await;
        let task = &answer["result"];
        assert_eq!(task["resultType"], "task");
        let asking = client.until(task, "input_required").await;
        assert_eq!(asking["inputRequests"]["ask-1"]["method"], "roots/list");
        update(&mut client, task, json!({ "ask-1": { "roots": [] } })).await;
        client.gate.open();
        let done = client.until(task, "completed").await;
        let text = &done["result"]["content"][0]["text"];
        assert_eq!(text, r#"Some("Alice") 0 true"#);

        // Who cannot have a task goes on asking, and is answered.
        client.capabilities = json!({ "elicitation": {}, "roots": {} });
        let asked = client.call("later", json!({})).await;
        let mut params = params;
        params["requestState"] = asked["result"]["requestState"].clone();
        let asked = client.ask("tools/call", params.clone()).await;
        assert_eq!(keys(&asked["result"]), ["ask-2"]);
        params["requestState"] = asked["result"]["requestState"].clone();
        params["inputResponses"] = json!({ "ask-2": { "roots": [] } });
        client.gate.open();
        let answer = client.ask("tools/call", params).await;
        let text = &answer["result"]["content"][0]["text"];
        assert_eq!(text, r#"Some("Alice") 0 false"#);
    }
}
