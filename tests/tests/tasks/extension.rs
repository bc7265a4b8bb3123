//! Tasks as an extension (2026-07-28): the server decides, for clients that take them.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::client::{Client, EXTENDED, EXTENSION, serve};
use crate::offer::Gate;
use crate::support::envelope::{self, CAPABILITIES, V11, V26};
use crate::support::post::Post;
use crate::support::wires::Transport;

async fn wait(client: &mut Client) -> Value {
    client.begin("wait", json!({ "text": "x" })).await
}

/// Rows: TX-02, TX-12, VN-26.
#[tokio::test]
async fn who_does_not_declare_it_in_this_request_gets_an_answer() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        wait(&mut client).await;
        client.capabilities = json!({ "extensions": { "com.example/other": {} } });
        // One for the task, and one for the call.
        client.gate.open();
        client.gate.open();
        let params = json!({ "name": "wait", "arguments": { "text": "y" }, "task": { "ttl": 1 } });
        let answer = client.ask("tools/call", params).await;
        assert_eq!(answer["result"]["resultType"], "complete");
    }
}

/// Rows: TX-12.
#[tokio::test]
async fn a_tool_that_is_no_task_answers_whoever_wishes_for_one() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let params = json!({ "name": "echo", "arguments": { "text": "x" }, "task": { "ttl": 1 } });
        let answer = client.ask("tools/call", params).await;
        assert_eq!(answer["result"]["content"][0]["text"], "x");
    }
}

/// Rows: TX-03, TX-04.
#[tokio::test]
async fn a_task_is_flat_and_there_at_once() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        for _ in 0..100 {
            let task = wait(&mut client).await;
            assert_eq!(task["resultType"], "task");
            assert_eq!(
                (&task["status"], &task["ttlMs"]),
                (&json!("working"), &json!(3_600_000))
            );
            let shown = client.about("tasks/get", &task).await;
            assert_eq!(shown["result"]["resultType"], "complete");
            assert_eq!(shown["result"]["status"], "working");
        }
    }
}

/// Rows: TX-05, TX-06.
#[tokio::test]
async fn a_tools_failure_completes_its_task_and_an_error_fails_it() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        client.gate.open();
        let done = client.until(&task, "completed").await;
        assert_eq!(done["result"]["content"][0]["text"], "x");
        assert_eq!(done["createdAt"], task["createdAt"]);

        for (tool, text) in [("fail", "it failed"), ("panics", "internal error (ref ")] {
            let task = client.begin(tool, json!({})).await;
            let done = client.until(&task, "completed").await;
            assert_eq!(done["result"]["isError"], true);
            let said = done["result"]["content"][0]["text"].as_str().unwrap();
            assert!(said.starts_with(text), "{said}");
        }

        let task = client.begin("broken", json!({})).await;
        let failed = client.until(&task, "failed").await;
        assert_eq!(failed["error"], json!({ "code": 7, "message": "it broke" }));
    }
}

/// Rows: TX-07.
#[tokio::test]
async fn a_cancellation_is_taken_without_a_word_and_as_often_as_one_likes() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        client.about("tasks/cancel", &task).await;
        client.gate.dropped().await;
        client.until(&task, "cancelled").await;
        client.gate.open();
        client.about("tasks/cancel", &task).await;
        client.until(&task, "cancelled").await;

        let done = client.begin("fail", json!({})).await;
        client.until(&done, "completed").await;
        client.about("tasks/cancel", &done).await;
        client.until(&done, "completed").await;
        assert_eq!(client.gate.passed(), 0);
    }
}

/// Rows: TX-08, TX-11.
#[tokio::test]
async fn an_unknown_task_is_unknown_and_so_are_the_methods_that_went() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        for method in ["tasks/get", "tasks/update", "tasks/cancel"] {
            for id in ["x", "00000000000000000000000000000000"] {
                let params = json!({ "taskId": id, "inputResponses": {} });
                let answer = client.ask(method, params).await;
                assert_eq!(answer["error"]["code"], -32602, "{method} {id}");
            }
        }
        let task = wait(&mut client).await;
        for params in [json!({}), json!({ "inputResponses": [] })] {
            let mut params = params;
            params["taskId"] = task["taskId"].clone();
            let answer = client.ask("tasks/update", params).await;
            assert_eq!(answer["error"]["code"], -32602);
        }
        for method in ["tasks/result", "tasks/list"] {
            let mut call = client
                .send(method, json!({ "taskId": task["taskId"] }))
                .await;
            let answer = client.end(&mut call).await;
            assert_eq!(answer["error"]["code"], -32601, "{method}");
            assert!(call.status().is_none_or(|status| status == 404));
        }
    }
}

/// Rows: TX-09, TX-10.
#[tokio::test]
async fn who_did_not_declare_it_has_no_tasks() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        client.capabilities = json!({ "elicitation": {} });
        let id = &task["taskId"];
        for (method, params) in [
            ("tasks/get", json!({ "taskId": id })),
            (
                "tasks/update",
                json!({ "taskId": id, "inputResponses": {} }),
            ),
            ("tasks/cancel", json!({ "taskId": id })),
            (
                "subscriptions/listen",
                json!({ "notifications": { "taskIds": [id] } }),
            ),
            ("tools/call", json!({ "name": "must_wait" })),
        ] {
            let mut call = client.send(method, params).await;
            let answer = client.end(&mut call).await;
            assert_eq!(answer["error"]["code"], -32021, "{method}");
            let needed = &answer["error"]["data"]["requiredCapabilities"]["extensions"];
            assert_eq!(needed, &json!({ EXTENSION: {} }));
            assert!(call.status().is_none_or(|status| status == 400));
        }
        client.capabilities = crate::client::everything();
        client.gate.open();
        client.until(&task, "completed").await;
        let task = client.begin("must_wait", json!({})).await;
        client.gate.open();
        client.until(&task, "completed").await;
        assert_eq!(client.gate.passed(), 2);
    }
}

/// Rows: TX-14.
#[tokio::test]
async fn a_header_repeats_the_id() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    let way = (Transport::Streamable, V26);
    let mut client = Client::join(served.clone(), way, gate).await;
    let task = wait(&mut client).await;
    let id = task["taskId"].as_str().unwrap();
    for method in ["tasks/get", "tasks/update", "tasks/cancel"] {
        let mut params = json!({ "taskId": id, "inputResponses": {} });
        params["_meta"][CAPABILITIES] = client.capabilities.clone();
        let request = envelope::request(V26, &json!(1), method, &params);
        let post = Post::message(V26, None, &request);
        for wrong in [
            post.clone().set("Mcp-Name", "x"),
            post.clone().without("Mcp-Name"),
        ] {
            let response = served.send(&wrong).await;
            assert_eq!(response.head.status, 400);
            assert_eq!(response.json()["error"]["code"], -32020, "{method}");
        }
        assert_eq!(served.send(&post).await.head.status, 200);
    }
}

/// Rows: TX-15.
#[tokio::test]
async fn ids_do_not_come_again_and_are_no_sessions() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    let mut client = Client::join(served.clone(), (Transport::Streamable, V26), gate.clone()).await;
    let mut ids = HashSet::new();
    for _ in 0..100 {
        let task = wait(&mut client).await;
        let id = task["taskId"].as_str().unwrap().to_owned();
        assert!(id.len() == 32 && ids.insert(id));
    }
    // A session's task is nobody else's, and what has no session is no session's.
    let mut session = Client::join(served, (Transport::Streamable, V11), gate).await;
    let theirs = wait(&mut session).await;
    let answer = client.about("tasks/get", &theirs).await;
    assert_eq!(answer["error"]["code"], -32602);
    let ours = wait(&mut client).await;
    let answer = session.about("tasks/get", &ours).await;
    assert_eq!(answer["error"]["code"], -32602);
}
