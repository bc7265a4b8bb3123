//! What a server declares, held against what it answers.

use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V24, V26, introduction};
use crate::support::schema;
use crate::support::wires::{Transport, WIRES};

/// Methods, the capability that each belongs to, and parameters that all of them read.
fn features(revision: Revision) -> Vec<(&'static str, &'static str)> {
    let mut features = vec![
        ("tools", "tools/list"),
        ("tools", "tools/call"),
        ("prompts", "prompts/list"),
        ("prompts", "prompts/get"),
        ("resources", "resources/list"),
        ("resources", "resources/templates/list"),
        ("resources", "resources/read"),
    ];
    // 2024-11-05 completes without declaring it.
    if revision != V24 {
        features.push(("completions", "completion/complete"));
    }
    if revision != V26 {
        features.push(("logging", "logging/setLevel"));
    }
    features
}

/// What the server declares to a client of its revision.
async fn declared(client: &mut Client) -> Value {
    let (method, params) = match client.revision {
        V26 => ("server/discover", Value::Null),
        revision => ("initialize", introduction(revision.as_str())),
    };
    let heard = client.ask(method, params).await;
    heard.result()["capabilities"].clone()
}

/// What is typed goes on as itself
#[prompt]
fn repeat(#[arg(complete = ["one", "two"])] word: String) -> String {
    word
}

/// One
#[resource("test://one")]
fn one() -> &'static str {
    "one"
}

fn bare() -> Builder {
    Server::builder(("everything", "1"))
}

/// Servers with less and with more; the first is everybody's.
fn servers() -> [fn(Builder) -> Builder; 4] {
    [
        |builder| builder,
        |_| bare(),
        |_| bare().prompts(prompts![repeat]).resources(resources![one]),
        |_| bare().resources(resources![one]),
    ]
}

/// Rows: LC-12, VN-13, TL-01, PC-01, PC-06, RS-01.
#[tokio::test]
async fn what_is_declared_is_answered_and_nothing_else_is() {
    for (transport, revision) in WIRES {
        for (number, server) in servers().into_iter().enumerate() {
            let mut client = Client::reach(transport, revision, server).await;
            let capabilities = declared(&mut client).await;
            for (capability, method) in features(revision) {
                let heard = client.ask(method, json!({})).await;
                let answer = heard.answer.as_ref().unwrap();
                let absent = answer.pointer("/error/code") == Some(&json!(-32601));
                let declared = capabilities.get(capability).is_some();
                assert_ne!(absent, declared, "{revision} {number} {method}: {answer}");
                if absent && transport == Transport::Streamable {
                    let status = if revision == V26 { 404 } else { 200 };
                    assert_eq!(heard.status, Some(status), "{revision} {method}");
                }
            }
            let offers = |name: &str| capabilities.get(name).is_some();
            assert_eq!(offers("tools"), number == 0, "{revision} {number}");
            if number > 0 {
                assert_eq!(offers("prompts"), number == 2, "{revision} {number}");
                assert_eq!(offers("resources"), number >= 2, "{revision} {number}");
            }
        }
    }
}

/// Rows: RS-01, RS-08.
#[tokio::test]
async fn whoever_is_told_that_resources_can_be_subscribed_to_can_subscribe() {
    for (transport, revision) in WIRES.into_iter().filter(|(_, revision)| *revision != V26) {
        for server in servers().into_iter().skip(1) {
            let mut client = Client::reach(transport, revision, server).await;
            let capabilities = declared(&mut client).await;
            let flag = capabilities.pointer("/resources/subscribe");
            for method in ["resources/subscribe", "resources/unsubscribe"] {
                let heard = client.ask(method, json!({ "uri": "test://one" })).await;
                match flag.and_then(Value::as_bool) {
                    Some(true) => assert_eq!(heard.result(), &json!({})),
                    Some(false) | None => assert_eq!(heard.error()["code"], -32601),
                }
            }
        }
    }
}

/// Rows: PC-11.
#[tokio::test]
async fn a_server_whose_tools_log_declares_it() {
    for (transport, revision) in WIRES {
        let mut client = Client::reach(transport, revision, |builder| builder).await;
        let capabilities = declared(&mut client).await;
        assert_eq!(
            capabilities["logging"],
            json!({}),
            "{transport:?} {revision}"
        );
    }
}

/// Rows: TL-28.
#[tokio::test]
async fn capabilities_are_of_the_type_that_the_schema_gives_them() {
    for (transport, revision) in WIRES {
        let mut client = Client::reach(transport, revision, |builder| builder).await;
        let capabilities = declared(&mut client).await;
        schema::must_be(revision, "ServerCapabilities", &capabilities);
        for (name, capability) in capabilities.as_object().unwrap() {
            let flags = capability.as_object().unwrap_or_else(|| panic!("{name}"));
            let nested = ["extensions", "tasks"].contains(&name.as_str());
            for (flag, value) in flags {
                assert_eq!(value.is_object(), nested, "{name}.{flag} of {revision}");
                assert!(nested || value.is_boolean(), "{name}.{flag} of {revision}");
            }
        }
    }
}

/// Rows: VN-12.
#[tokio::test]
async fn what_only_sessions_have_is_unknown_without_one() {
    for transport in [Transport::Streamable, Transport::Lines] {
        let mut client = Client::connect(transport, V26).await;
        for (method, params) in [
            ("initialize", introduction("2025-11-25")),
            ("initialize", introduction("2026-07-28")),
            ("ping", Value::Null),
            ("logging/setLevel", json!({ "level": "info" })),
            (
                "resources/subscribe",
                json!({ "uri": "test://static-text" }),
            ),
            (
                "resources/unsubscribe",
                json!({ "uri": "test://static-text" }),
            ),
            ("roots/list", Value::Null),
            ("tasks/result", json!({ "taskId": "x" })),
            ("tasks/list", Value::Null),
        ] {
            let heard = client.ask(method, params).await;
            assert_eq!(heard.error()["code"], -32601, "{transport:?} {method}");
            assert!(heard.status.is_none_or(|status| status == 404), "{method}");
        }
    }
}

/// Rows: VN-10.
#[tokio::test]
async fn the_versions_of_a_refusal_are_those_that_are_told() {
    let mut client = Client::connect(Transport::Lines, V26).await;
    let told = client.ask("server/discover", Value::Null).await;
    let told = told.result()["supportedVersions"].clone();
    let meta = json!({ "io.modelcontextprotocol/protocolVersion": "v999.0.0" });
    let refused = client
        .ask("server/discover", json!({ "_meta": meta }))
        .await;
    assert_eq!(refused.error()["code"], -32022);
    assert_eq!(refused.error()["data"]["supported"], told);
    assert!(told.as_array().is_some_and(|told| !told.is_empty()));
}
