//! What goes wrong while a prompt is made, a resource is read or an argument is completed.

use mcp_tests::Probe;
use serde_json::{Value, json};

use super::{offered, on_each};
use crate::support::client::Client;
use crate::support::envelope::{V26, request};
use crate::support::wires::{Transport, WIRES};

fn questions(prompt: &str, uri: &str, argument: &str) -> [(&'static str, Value); 3] {
    [
        ("prompts/get", json!({ "name": prompt })),
        ("resources/read", json!({ "uri": uri })),
        (
            "completion/complete",
            json!({
                "ref": { "type": "ref/prompt", "name": "greet" },
                "argument": { "name": argument, "value": "" },
            }),
        ),
    ]
}

async fn masked(client: &mut Client, questions: [(&'static str, Value); 3]) {
    for (method, params) in questions {
        let heard = client.ask(method, params).await;
        assert_eq!(heard.error()["code"], -32603, "{method}");
        let message = heard.error()["message"].as_str().unwrap();
        assert!(message.starts_with("internal error (ref "), "{message}");
        assert!(!heard.error().to_string().contains("hunter2"));
    }
}

#[tokio::test]
async fn a_panic_is_an_error_with_a_reference() {
    on_each(|mut client| async move {
        masked(&mut client, questions("breaks", "note://broken", "silent")).await;
        let heard = client.ask("prompts/get", json!({ "name": "secret" })).await;
        assert_eq!(heard.result()["messages"][0]["content"]["text"], "hush");
    })
    .await;
}

#[tokio::test]
async fn a_cause_is_not_told() {
    on_each(|mut client| async move {
        masked(&mut client, questions("fails", "note://failing", "unlucky")).await;
    })
    .await;
}

#[tokio::test]
async fn a_code_of_its_own_is_kept() {
    on_each(|mut client| async move {
        let heard = client
            .ask("prompts/get", json!({ "name": "refuses" }))
            .await;
        assert_eq!(heard.error()["code"], -31_000);
        assert_eq!(heard.error()["message"], "not today");
    })
    .await;
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    on_each(|mut client| async move {
        for (method, params) in [
            ("prompts/get", json!({ "name": "late" })),
            ("resources/read", json!({ "uri": "note://tardy" })),
        ] {
            let heard = client.ask(method, params).await;
            assert_eq!(heard.error()["code"], -32603, "{method}");
            assert_eq!(heard.error()["message"], "timed out after 0.01 s");
        }
    })
    .await;
}

#[tokio::test]
async fn a_prompt_and_a_read_tell_how_far_they_are() {
    on_each(|mut client| async move {
        for (method, mut params, progress) in [
            ("prompts/get", json!({ "name": "reports" }), 2),
            ("resources/read", json!({ "uri": "note://2024/a" }), 1),
        ] {
            params["_meta"] = json!({
                "progressToken": "p",
                "io.modelcontextprotocol/logLevel": "debug",
            });
            let heard = client.ask(method, params).await;
            heard.result();
            let told = |kind: &str| {
                let told = heard.updates.iter();
                told.filter(|update| update["method"] == kind).count()
            };
            assert_eq!(told("notifications/progress"), progress, "{method}");
            let messages = usize::from(method == "prompts/get");
            assert_eq!(told("notifications/message"), messages, "{method}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_cancelled_stops_and_is_not_answered() {
    // Over HTTP the stateless era cancels by hanging up.
    let wires = WIRES
        .into_iter()
        .filter(|(transport, revision)| *revision != V26 || *transport == Transport::Lines);
    for (transport, revision) in wires {
        let mut asked = questions("waits", "note://waiting", "what");
        asked[2].1["ref"]["name"] = json!("waits");
        for (method, params) in asked {
            let probe = Probe::default();
            let server = offered::watched(&probe);
            let mut client = Client::connect_to(transport, revision, |_| server).await;
            let pending = client
                .send(&request(revision, &json!("w"), method, &params))
                .await;
            probe.started.reached(1).await;
            client
                .notify("notifications/cancelled", json!({ "requestId": "w" }))
                .await;
            probe.dropped.reached(1).await;
            client.finish_cancelled(pending).await;
        }
    }
}
