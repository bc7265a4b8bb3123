//! What surrounds a message: ids, members that nobody knows, and messages that nothing answers.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{notification, request};
use crate::support::wires::{Transport, WIRES, handshakes};

/// Rows: JR-02.
#[tokio::test]
async fn an_id_comes_back_as_it_went() {
    let long = "x".repeat(1024);
    let ids = [
        json!(0),
        json!(-1),
        json!(7),
        json!("7"),
        json!(""),
        json!(9_007_199_254_740_993_i64),
        json!(i64::MAX),
        json!(i64::MIN),
        json!("日本 \" \\ \n \u{2028} 𝄞"),
        json!(long),
    ];
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for id in &ids {
            let params = json!({ "name": "echo", "arguments": { "text": "x" } });
            for (method, params) in [("tools/call", params), ("foo/bar", Value::Null)] {
                let pending = client.send(&request(revision, id, method, &params)).await;
                let heard = client.finish(pending).await;
                assert_eq!(&heard.answer.unwrap()["id"], id, "{transport:?} {revision}");
            }
        }
    }
}

#[tokio::test]
async fn an_id_may_come_again_once_it_is_answered() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for text in ["one", "two"] {
            let params = json!({ "name": "echo", "arguments": { "text": text } });
            let pending = client
                .send(&request(revision, &json!(99), "tools/call", &params))
                .await;
            assert_eq!(client.finish(pending).await.text(), text);
        }
    }
}

/// Rows: JR-18.
#[tokio::test]
async fn members_that_nobody_knows_are_passed_over() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let params = json!({
            "name": "echo",
            "arguments": { "text": "x" },
            "extra": { "name": "y" },
            "_meta": { "extra": 1, "com.example/extra": [] },
        });
        let mut request = request(revision, &json!("extra"), "tools/call", &params);
        request["extra"] = json!([1, 2]);
        request["Method"] = json!("ping");
        let pending = client.send(&request).await;
        assert_eq!(
            client.finish(pending).await.text(),
            "x",
            "{transport:?} {revision}"
        );
    }
}

/// Rows: JR-07, MH-06, SH-02, UT-07.
#[tokio::test]
async fn nothing_answers_a_notification() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let malformed = json!({ "requestId": { "x": 1 } });
        for (method, params) in [
            ("notifications/foo", Value::Null),
            ("notifications/initialized", Value::Null),
            ("notifications/roots/list_changed", Value::Null),
            ("notifications/cancelled", json!({})),
            ("notifications/cancelled", malformed),
            (
                "notifications/cancelled",
                json!({ "requestId": "never heard of" }),
            ),
            (
                "notifications/progress",
                json!({ "progressToken": 1, "progress": 1 }),
            ),
            ("tools/call", json!({ "name": "count", "arguments": {} })),
            ("ping", Value::Null),
        ] {
            client.tell(&notification(revision, method, &params)).await;
        }
        client.must_be_quiet().await;
        assert_eq!(
            client.probe.counted.times(),
            0,
            "a call without an id does not run"
        );
    }
}

/// Rows: SH-02, SH-26.
#[tokio::test]
async fn a_response_to_nothing_is_passed_over() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        client
            .tell(&json!({ "jsonrpc": "2.0", "id": 1, "result": {} }))
            .await;
        let error = json!({ "code": -1, "message": "no" });
        client
            .tell(&json!({ "jsonrpc": "2.0", "id": "x", "error": error }))
            .await;
        client.must_be_quiet().await;
    }
}

/// Rows: JR-12.
#[tokio::test]
async fn a_malformed_message_is_refused_and_the_next_is_answered() {
    let malformed = [
        json!({}),
        json!({ "jsonrpc": "1.0", "id": 1, "method": "ping" }),
        json!({ "id": 1, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": null, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": 1.5, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": true, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": {}, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": u64::MAX, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": "x".repeat(1025), "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": 1, "method": 1 }),
        json!({ "jsonrpc": "2.0", "id": 1, "Method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": 1, "method": "ping", "result": {} }),
        json!({ "jsonrpc": "2.0", "result": {} }),
        json!(42),
        json!("ping"),
        Value::Null,
        json!([]),
    ];
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for message in &malformed {
            let pending = client.send(message).await;
            let heard = client.finish(pending).await;
            assert_eq!(
                heard.error()["code"],
                -32600,
                "{transport:?} {revision} {message}"
            );
            if transport != Transport::Lines {
                assert_eq!(
                    heard.status,
                    Some(400),
                    "{transport:?} {revision} {message}"
                );
            }
        }
        client.must_be_quiet().await;
    }
}
