//! What must not be told: the causes of failures, and who calls.

use serde_json::json;

use crate::refusals::begin;
use crate::support::client::Client;
use crate::support::envelope::{LOG_LEVEL, V11, V26, request};
use crate::support::log::Log;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::WIRES;

/// Rows: PC-18.
#[tokio::test]
async fn no_message_tells_why_a_tool_failed() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        if revision != V26 {
            let debug = json!({ "level": "debug" });
            client.ask("logging/setLevel", debug).await.result();
        }
        for tool in ["fail", "panic", "panic_on_drop"] {
            let meta = json!({ LOG_LEVEL: "debug", "progressToken": 1 });
            let params = json!({ "name": tool, "arguments": {}, "_meta": meta });
            let heard = client.ask("tools/call", params).await;
            assert_eq!(
                heard.result()["isError"],
                true,
                "{transport:?} {revision} {tool}"
            );
            for message in heard.updates.iter().chain(&heard.answer) {
                let text = message.to_string();
                for secret in ["secret", "/no/such", "No such file", ".rs:"] {
                    assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
        }
    }
}

/// Rows: AU-15.
#[tokio::test]
async fn a_token_is_never_logged() {
    const TOKEN: &str = "eyJhbGciOi-the-token";
    let log = Log::start();
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    for revision in [V11, V26] {
        for tool in ["echo", "fail", "panic", "no_such_tool"] {
            let params = json!({ "name": tool, "arguments": {} });
            let message = request(revision, &json!(1), "tools/call", &params);
            let session = (revision == V11).then_some(session.as_str());
            let post = Post::message(revision, session, &message);
            let bearer = format!("Bearer {TOKEN}");
            served
                .send(&post.clone().with("Authorization", &bearer))
                .await;
            served
                .send(
                    &post
                        .with("Authorization", &bearer)
                        .set("Host", "evil.example.com"),
                )
                .await;
        }
    }
    let log = log.text();
    assert!(log.contains("a secret"), "what is to be logged is: {log}");
    assert!(!log.contains(TOKEN), "{log}");
}
