//! Tasks as a part of the protocol (2025-11-25).

use mcp_server::{Revision, Server, testing};
use serde_json::{Value, json};

use crate::client::{CORE, Client, must_be_times, serve};
use crate::offer::{self, Gate};
use crate::support::envelope::{V06, V11, V26};
use crate::support::wires::Transport;

/// What says of what task a message is.
pub(crate) fn related(message: &Value) -> &Value {
    &message["_meta"]["io.modelcontextprotocol/related-task"]["taskId"]
}

async fn wait(client: &mut Client) -> Value {
    client.begin("wait", json!({ "text": "x" })).await
}

/// Rows: TK-02, TK-03, TK-04.
#[tokio::test]
async fn a_task_begins_working_and_is_completed() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        assert_eq!(task["status"], "working");
        assert_eq!(task["ttl"], 3_600_000);
        assert!(task["pollInterval"].as_u64() > Some(0));
        must_be_times(&task);
        let shown = client.about("tasks/get", &task).await;
        assert_eq!(shown["result"], task);
        client.gate.open();
        let done = client.until(&task, "completed").await;
        assert_eq!(done["createdAt"], task["createdAt"]);
        must_be_times(&done);
    }
}

/// Rows: TK-05.
#[tokio::test]
async fn a_result_is_waited_for_and_is_the_calls_own() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        let params = json!({ "taskId": task["taskId"] });
        let mut early = client.send("tasks/result", params).await;
        let shown = client.about("tasks/get", &task).await;
        assert_eq!(shown["result"]["status"], "working");
        client.gate.open();
        let early = client.end(&mut early).await;
        let late = client.about("tasks/result", &task).await;
        assert_eq!(early["result"], late["result"], "it can be asked for again");
        assert_eq!(related(&late["result"]), &task["taskId"]);

        client.gate.open();
        let plain = json!({ "name": "wait", "arguments": { "text": "x" } });
        let plain = client.ask("tools/call", plain).await;
        let mut result = late["result"].clone();
        result.as_object_mut().unwrap().remove("_meta");
        assert_eq!(result, plain["result"]);
    }
}

/// Rows: TK-05, TK-11.
#[tokio::test]
async fn a_failure_is_told_as_the_call_would_have_told_it() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = client.begin("fail", json!({})).await;
        let failed = client.until(&task, "failed").await;
        assert_eq!(failed["statusMessage"], "it failed");
        let answer = client.about("tasks/result", &task).await;
        assert_eq!(answer["result"]["isError"], true);

        let task = client.begin("broken", json!({})).await;
        let failed = client.until(&task, "failed").await;
        assert_eq!(failed["statusMessage"], "it broke");
        let answer = client.about("tasks/result", &task).await;
        let plain = client.ask("tools/call", json!({ "name": "broken" })).await;
        assert_eq!(answer["error"], plain["error"]);
        assert_eq!(answer["error"]["code"], 7);

        let task = client.begin("panics", json!({})).await;
        let failed = client.until(&task, "failed").await;
        let said = failed["statusMessage"].as_str().unwrap();
        assert!(said.starts_with("internal error (ref "), "{said}");
    }
}

/// Rows: TK-06.
#[tokio::test]
async fn an_unknown_task_is_unknown_everywhere() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
            for id in ["", "x", "00000000000000000000000000000000"] {
                let answer = client.ask(method, json!({ "taskId": id })).await;
                assert_eq!(answer["error"]["code"], -32602, "{method} {id}");
            }
            for params in [json!({}), json!({ "taskId": 7 }), json!([])] {
                let answer = client.ask(method, params).await;
                assert_eq!(answer["error"]["code"], -32602, "{method}");
            }
        }
        let answer = client.ask("tasks/update", json!({ "taskId": "x" })).await;
        assert_eq!(answer["error"]["code"], -32601);
    }
}

/// Rows: TK-07.
#[tokio::test]
async fn a_cancelled_task_stays_cancelled() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let task = wait(&mut client).await;
        let params = json!({ "taskId": task["taskId"] });
        let mut waiting = client.send("tasks/result", params).await;
        let answer = client.about("tasks/cancel", &task).await;
        assert_eq!(answer["result"]["status"], "cancelled");
        client.gate.dropped().await;
        client.gate.open();
        let shown = client.about("tasks/get", &task).await;
        assert_eq!(shown["result"]["status"], "cancelled");
        let end = client.end(&mut waiting).await;
        assert!(
            end["error"]["message"]
                .as_str()
                .unwrap()
                .contains("cancelled")
        );
        let again = client.about("tasks/cancel", &task).await;
        assert_eq!(again["error"]["code"], -32602);
        assert_eq!(client.gate.passed(), 0);

        let done = client.begin("fail", json!({})).await;
        client.until(&done, "failed").await;
        let late = client.about("tasks/cancel", &done).await;
        assert_eq!(late["error"]["code"], -32602);
        client.until(&done, "failed").await;
    }
}

#[tokio::test]
async fn who_stops_waiting_for_a_result_does_not_end_the_task() {
    let mut client = Client::connect((Transport::Lines, V11)).await;
    let task = wait(&mut client).await;
    let params = json!({ "taskId": task["taskId"] });
    client.send("tasks/result", params).await;
    let cancelled = json!({
        "jsonrpc": "2.0",
        "method": "notifications/cancelled",
        "params": { "requestId": 2 },
    });
    client.tell(&cancelled).await;
    client.gate.open();
    client.until(&task, "completed").await;
    assert_eq!(client.gate.passed(), 1);
}

/// Rows: TK-08.
#[tokio::test]
async fn all_tasks_are_listed_page_by_page() {
    for way in CORE {
        let mut client = Client::connect_to(way, |builder| builder.page_size(2)).await;
        let mut begun = Vec::new();
        for _ in 0..5 {
            begun.push(wait(&mut client).await["taskId"].clone());
        }
        let (mut listed, mut params) = (Vec::new(), json!({}));
        loop {
            let answer = client.ask("tasks/list", params).await;
            let page = answer["result"]["tasks"].as_array().unwrap();
            assert!(page.len() <= 2);
            listed.extend(page.iter().map(|task| task["taskId"].clone()));
            let Some(cursor) = answer["result"].get("nextCursor") else {
                break;
            };
            params = json!({ "cursor": cursor });
        }
        assert_eq!(listed, begun);
        for cursor in ["", "x", "k1"] {
            let answer = client.ask("tasks/list", json!({ "cursor": cursor })).await;
            assert_eq!(answer["error"]["code"], -32602, "{cursor:?}");
        }
    }
}

/// Rows: TK-09.
#[tokio::test]
async fn a_task_is_unknown_to_other_sessions() {
    let gate = Gate::new();
    let served = serve(&gate, |builder| builder).await;
    for way in [(Transport::Streamable, V11), (Transport::Sse, V11)] {
        let mut one = Client::join(served.clone(), way, gate.clone()).await;
        let mut other = Client::join(served.clone(), way, gate.clone()).await;
        let task = wait(&mut one).await;
        for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
            let answer = other.about(method, &task).await;
            assert_eq!(answer["error"]["code"], -32602, "{method}");
        }
        let listed = other.ask("tasks/list", json!({})).await;
        assert_eq!(listed["result"]["tasks"], json!([]));
        let shown = one.about("tasks/get", &task).await;
        assert_eq!(shown["result"]["status"], "working");
    }
}

/// Rows: TL-18.
#[tokio::test]
async fn a_tool_says_whether_it_is_a_task_and_is_held_to_it() {
    for way in CORE {
        let mut client = Client::connect(way).await;
        let listed = client.ask("tools/list", json!({})).await;
        let tools = listed["result"]["tools"].as_array().unwrap();
        let support = |name: &str| {
            let tool = tools.iter().find(|tool| tool["name"] == name).unwrap();
            tool.get("execution").cloned()
        };
        let is = |support: &str| Some(json!({ "taskSupport": support }));
        assert_eq!(support("wait"), is("optional"));
        assert_eq!(support("broken"), is("optional"));
        assert_eq!(support("later"), is("optional"));
        assert_eq!(support("must_wait"), is("required"));
        assert_eq!(support("echo"), None);

        let plain = json!({ "name": "must_wait" });
        let answer = client.ask("tools/call", plain).await;
        assert_eq!(answer["error"]["code"], -32601);
        let answer = client.call("echo", json!({ "text": "x" })).await;
        assert_eq!(answer["error"]["code"], -32601);
        assert_eq!(client.gate.passed(), 0);

        for wish in [
            json!(7),
            json!([]),
            json!({ "ttl": "1" }),
            json!({ "ttl": -1 }),
        ] {
            let params = json!({ "name": "wait", "arguments": { "text": "x" }, "task": wish });
            let answer = client.ask("tools/call", params).await;
            assert_eq!(answer["error"]["code"], -32602, "{wish}");
        }
    }
}

#[tokio::test]
async fn a_revision_without_tasks_has_no_word_for_them() {
    for transport in [Transport::Streamable, Transport::Sse, Transport::Lines] {
        let mut client = Client::connect((transport, V06)).await;
        let listed = client.ask("tools/list", json!({})).await;
        let tools = listed["result"]["tools"].as_array().unwrap();
        assert!(tools.iter().all(|tool| tool.get("execution").is_none()));
        for method in ["tasks/get", "tasks/result", "tasks/list", "tasks/cancel"] {
            let answer = client.ask(method, json!({ "taskId": "x" })).await;
            assert_eq!(answer["error"]["code"], -32601, "{method}");
        }
        client.gate.open();
        let answer = client.call("wait", json!({ "text": "x" })).await;
        assert_eq!(answer["result"]["content"][0]["text"], "x");
        let answer = client.call("must_wait", json!({})).await;
        assert_eq!(answer["result"]["isError"], true);
        let said = answer["result"]["content"][0]["text"].as_str().unwrap();
        assert_eq!(said, "this tool needs a client that offers `tasks`");
    }
}

/// Rows: TX-01, VN-27.
#[tokio::test]
async fn tasks_are_declared_by_servers_that_have_some_as_each_revision_does() {
    let has = offer::server(&Gate::new()).build().unwrap();
    let lacks = Server::builder(("plain", "1"))
        .tools(offer::plain())
        .build()
        .unwrap();
    for (server, has) in [(has, true), (lacks, false)] {
        for revision in Revision::ALL {
            let client = testing::Client::with_revision(&server, revision.as_str()).await;
            let client = client.unwrap();
            let declared = &client.server()["capabilities"];
            let core = declared.get("tasks").cloned();
            let extended = declared.pointer("/extensions/io.modelcontextprotocol~1tasks");
            let words =
                json!({ "list": {}, "cancel": {}, "requests": { "tools": { "call": {} } } });
            assert_eq!(
                core,
                (has && revision == V11).then_some(words),
                "{revision}"
            );
            let empty = json!({});
            let expected = (has && revision == V26).then_some(&empty);
            assert_eq!(extended, expected, "{revision}");
        }
    }
}
