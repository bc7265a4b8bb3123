//! Wishes for tasks where there are none, and methods that tasks no longer have.

use mcp_server::prelude::*;
use serde_json::json;

use crate::support::client::Client;
use crate::support::envelope::V26;
use crate::support::wires::WIRES;

/// Say the same
#[tool]
fn echo(text: String) -> String {
    text
}

/// Rows: TK-01, TX-12.
#[tokio::test]
async fn a_call_that_would_be_a_task_is_answered_where_there_are_none() {
    for (transport, revision) in WIRES {
        let without = |_| Server::builder(("everything", "1")).tools(toolset![echo]);
        let mut client = Client::connect_to(transport, revision, without).await;
        for task in [json!({ "ttl": 1 }), json!({}), json!(7)] {
            let params = json!({ "name": "echo", "arguments": { "text": "x" }, "task": task });
            let heard = client.ask("tools/call", params).await;
            assert_eq!(heard.text(), "x", "{transport:?} {revision} {task}");
            assert_eq!(heard.result().get("task"), None);
            assert_eq!(heard.result().get("taskId"), None);
        }
    }
}

/// Rows: TX-11.
#[tokio::test]
async fn the_methods_that_tasks_once_had_are_unknown() {
    for (transport, _) in WIRES.into_iter().filter(|(_, revision)| *revision == V26) {
        let mut client = Client::connect(transport, V26).await;
        for (method, params) in [
            ("tasks/result", json!({ "taskId": "x" })),
            ("tasks/list", json!({})),
        ] {
            let heard = client.ask(method, params).await;
            assert_eq!(heard.error()["code"], -32601, "{transport:?} {method}");
            assert!(heard.status.is_none_or(|status| status == 404), "{method}");
        }
    }
}
