//! A walk through all that a server can be made to say, and what holds for each message of it.

use mcp_server::Revision;
use serde_json::{Map, Value, json};

use crate::support::client::Client;
use crate::support::envelope::{LOG_LEVEL, V26, introduction};
use crate::support::wires::WIRES;

const SERVER_INFO: &str = "io.modelcontextprotocol/serverInfo";

/// Keys of `_meta` that the specification gives to servers.
const KEYS: [&str; 3] = [
    SERVER_INFO,
    "io.modelcontextprotocol/subscriptionId",
    "io.modelcontextprotocol/related-task",
];

/// Methods, with parameters that they take and some that they do not.
fn questions() -> Vec<(&'static str, Value)> {
    let call = |name: &str, arguments: Value| {
        let meta = json!({
            "progressToken": "walk",
            "traceparent": "no trace at all",
            "tracestate": 7,
            "baggage": "=",
            LOG_LEVEL: "debug",
        });
        let params = json!({ "name": name, "arguments": arguments, "_meta": meta });
        ("tools/call", params)
    };
    vec![
        ("ping", Value::Null),
        ("server/discover", Value::Null),
        ("initialize", introduction("2025-11-25")),
        ("logging/setLevel", json!({ "level": "debug" })),
        ("logging/setLevel", json!({ "level": "loud" })),
        ("tools/list", Value::Null),
        ("tools/list", json!({ "cursor": "garbage" })),
        call("echo", json!({ "text": "x" })),
        call("echo", json!({ "text": 1 })),
        call("structured", json!({ "name": "K2" })),
        call("test_multiple_content_types", json!({})),
        call("steps", json!({})),
        call("say", json!({})),
        call("fail", json!({})),
        call("panic", json!({})),
        call("test_missing_capability", json!({})),
        call("no_such_tool", json!({})),
        ("tools/call", json!({ "name": 1 })),
        ("prompts/list", Value::Null),
        ("prompts/get", json!({ "arguments": {} })),
        ("resources/list", Value::Null),
        ("resources/templates/list", Value::Null),
        ("resources/read", json!({})),
        ("resources/subscribe", json!({ "uri": "test://nowhere" })),
        ("completion/complete", json!({})),
        ("foo/bar", Value::Null),
    ]
}

/// Messages that are none.
fn spoilt() -> [Value; 4] {
    [
        json!({}),
        json!(42),
        json!({ "jsonrpc": "1.0", "id": 1, "method": "ping" }),
        json!({ "jsonrpc": "2.0", "id": null, "method": "ping" }),
    ]
}

/// All that is said on the way.
async fn walk(client: &mut Client) -> Vec<Value> {
    let mut messages = Vec::new();
    for (method, params) in questions() {
        let heard = client.ask(method, params).await;
        messages.extend(heard.updates);
        messages.extend(heard.answer);
    }
    for message in spoilt() {
        let pending = client.send(&message).await;
        messages.extend(client.finish(pending).await.answer);
    }
    assert!(messages.len() > questions().len() + spoilt().len());
    messages
}

/// Walks in every revision over every transport.
async fn walk_everywhere(mut look: impl FnMut(Revision, &Value)) {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for message in walk(&mut client).await {
            look(revision, &message);
        }
    }
}

/// Rows: JR-01, JR-03, JR-04, JR-09.
#[tokio::test]
async fn every_message_is_one_of_json_rpc() {
    walk_everywhere(|_, message| {
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        let has = |member: &str| message.get(member).is_some();
        if has("method") {
            assert!(!has("result") && !has("error"), "{message}");
            return;
        }
        assert_ne!(has("result"), has("error"), "{message}");
        match message.get("error") {
            None => assert!(message["result"].is_object(), "{message}"),
            Some(error) => {
                assert!(error["code"].is_i64(), "{message}");
                assert!(error["message"].is_string(), "{message}");
            }
        }
    })
    .await;
}

/// Rows: JR-10.
#[tokio::test]
async fn an_error_is_told_in_one_short_sentence() {
    walk_everywhere(|_, message| {
        let Some(text) = message.pointer("/error/message") else {
            return;
        };
        let text = text.as_str().expect("a message is text");
        assert!((8..200).contains(&text.len()), "{text}");
        for end in ["\n", ". ", "! ", "? "] {
            assert!(!text.contains(end), "more than one sentence: {text}");
        }
    })
    .await;
}

/// Rows: JR-19, JR-20, VN-09.
#[tokio::test]
async fn a_result_says_its_kind_and_its_server_where_results_do() {
    walk_everywhere(|revision, message| {
        let Some(result) = message.get("result") else {
            return;
        };
        let server = result.pointer("/_meta/io.modelcontextprotocol~1serverInfo");
        if revision == V26 {
            assert_eq!(result["resultType"], "complete", "{result}");
            let server = server.expect("a result says whose it is");
            assert_eq!(server["name"], "everything");
            assert!(server["version"].is_string());
        } else {
            assert_eq!((result.get("resultType"), server), (None, None), "{result}");
        }
    })
    .await;
}

/// Rows: JR-21, JR-22, JR-23.
#[tokio::test]
async fn an_error_has_a_code_of_its_era() {
    const EVERYWHERE: [i64; 5] = [-32700, -32600, -32601, -32602, -32603];
    const STATELESS: [i64; 3] = [-32020, -32021, -32022];
    const HANDSHAKE: [i64; 2] = [-32002, -32042];
    let mut found = [Vec::new(), Vec::new()];
    walk_everywhere(|revision, message| {
        let Some(code) = message.pointer("/error/code") else {
            return;
        };
        let code = code.as_i64().expect("a code is an integer");
        let own = if revision == V26 {
            &STATELESS[..]
        } else {
            &HANDSHAKE
        };
        assert!(
            EVERYWHERE.contains(&code) || own.contains(&code),
            "{revision}: {message}"
        );
        found[usize::from(revision == V26)].push(code);
    })
    .await;
    for code in [-32600, -32601, -32602] {
        assert!(found.iter().all(|found| found.contains(&code)), "{code}");
    }
    assert!(found[1].contains(&-32021));
}

/// Rows: JR-26, JR-27.
#[tokio::test]
async fn the_keys_of_meta_are_those_of_the_specification() {
    let mut seen = 0;
    walk_everywhere(|_, message| {
        each_meta(message, &mut |meta| {
            seen += 1;
            for key in meta.keys() {
                assert!(KEYS.contains(&key.as_str()), "{key} in {message}");
            }
        });
    })
    .await;
    assert!(seen > 0, "no message has `_meta`");
}

/// Every `_meta` in a message, at any depth.
fn each_meta(value: &Value, look: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Object(meta) if name == "_meta" => look(meta),
                    _ => each_meta(member, look),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_meta(item, look)),
        _ => {}
    }
}
