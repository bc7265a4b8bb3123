//! Parameters that are no object.

use serde_json::{Value, json};

use crate::refusals::begin;
use crate::support::envelope::{V11, request};
use crate::support::post::Post;
use crate::support::served::Served;

/// Methods that take nothing, may take something, and need something.
const METHODS: [&str; 7] = [
    "ping",
    "tools/list",
    "tools/call",
    "prompts/get",
    "resources/read",
    "resources/subscribe",
    "logging/setLevel",
];

/// What a session answers to a request with these parameters.
async fn ask(served: &Served, session: &str, method: &str, params: &Value) -> Value {
    let message = request(V11, &json!(1), method, params);
    let post = Post::message(V11, Some(session), &message);
    served.send(&post).await.json()
}

#[tokio::test]
async fn no_method_takes_parameters_that_are_no_object() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    for method in METHODS {
        for params in [json!("x"), json!([]), json!([{}]), json!(7), json!(true)] {
            let refused = ask(&served, &session, method, &params).await;
            assert_eq!(refused["error"]["code"], -32602, "{method}: {refused}");
        }
    }
}

#[tokio::test]
async fn a_ping_may_have_any_members_or_none() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    let mut null = request(V11, &json!(1), "ping", &Value::Null);
    null["params"] = Value::Null;
    for ping in [
        request(V11, &json!(1), "ping", &Value::Null),
        null,
        request(V11, &json!(1), "ping", &json!({})),
        request(V11, &json!(1), "ping", &json!({ "cursor": 7, "name": [] })),
        request(V11, &json!(1), "ping", &json!({ "_meta": { "a": 1 } })),
    ] {
        let post = Post::message(V11, Some(&session), &ping);
        assert_eq!(
            served.send(&post).await.json()["result"],
            json!({}),
            "{ping}"
        );
    }
}
