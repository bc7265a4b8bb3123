//! Arrays over streamable HTTP, which only sessions of 2025-03-26 take.

use serde_json::{Value, json};

use super::{REQUEST, begin, count, fine, hold, row};
use crate::support::envelope::{V03, V06, V11, V26, introduction, request};
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

fn ping(id: Value) -> Value {
    request(V03, &id, "ping", &Value::Null)
}

#[tokio::test]
async fn an_array_without_a_session_is_refused() {
    let rows = vec![row(
        "no session",
        Post::new("/mcp").json(&json!([ping(json!(1))])),
        400,
        REQUEST,
    )];
    hold(&Served::start().await, V03, rows).await;
}

/// Rows: JR-17.
#[tokio::test]
async fn other_revisions_refuse_an_array() {
    for revision in [V06, V11] {
        let served = Served::start().await;
        let session = begin(&served, revision).await;
        let post = Post::message(revision, Some(&session), &json!([count(revision)]));
        hold(&served, revision, vec![row("an array", post, 400, REQUEST)]).await;
    }
}

/// Rows: JR-14, JR-15, JR-16.
#[tokio::test]
async fn an_array_must_be_one_of_messages() {
    let served = Served::start().await;
    let session = begin(&served, V03).await;
    let post = |body: Value| Post::message(V03, Some(&session), &body);
    let initialize = request(V03, &json!(1), "initialize", &introduction("2025-03-26"));
    let many: Vec<Value> = (0..51).map(|id| ping(json!(id))).collect();
    let notification = json!({ "jsonrpc": "2.0", "method": "notifications/foo" });
    let response = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
    let rows = vec![
        row("nothing", post(json!([])), 400, REQUEST),
        row(
            "an introduction",
            post(json!([initialize, count(V03)])),
            400,
            REQUEST,
        ),
        row("too many", post(json!(many)), 400, REQUEST),
        row(
            "a member of the other era",
            post(json!([count(V26)])),
            400,
            REQUEST,
        ),
        fine(
            "notifications",
            post(json!([notification, notification])),
            202,
        ),
        fine("responses", post(json!([response])), 202),
    ];
    hold(&served, V03, rows).await;
}

/// Rows: JR-13.
#[tokio::test]
async fn each_request_of_an_array_is_answered() {
    let served = Served::start().await;
    let session = begin(&served, V03).await;
    let echo = json!({ "name": "echo", "arguments": { "text": "x" } });
    let batch = json!([
        ping(json!(1)),
        request(V03, &json!("1"), "tools/call", &echo),
        { "jsonrpc": "2.0", "method": "notifications/foo" },
        request(V03, &json!(3), "foo/bar", &Value::Null),
        "not a message",
    ]);
    let response = served
        .send(&Post::message(V03, Some(&session), &batch))
        .await;
    assert_eq!(response.head.status, 200);
    let answers = response.json();
    let answers = answers.as_array().expect("an array");
    assert_eq!(answers.len(), 4);
    for answer in answers {
        schema::must_be_message(V03, answer);
    }
    let of = |id: Value| {
        answers
            .iter()
            .find(|answer| answer.get("id") == Some(&id))
            .unwrap()
    };
    assert_eq!(of(json!(1))["result"], json!({}));
    assert_eq!(of(json!("1"))["result"]["content"][0]["text"], "x");
    assert_eq!(of(json!(3))["error"]["code"], -32601);
    assert!(
        answers
            .iter()
            .any(|answer| answer["error"]["code"] == REQUEST)
    );
}

#[tokio::test]
async fn an_array_whose_calls_say_something_becomes_a_stream() {
    let served = Served::start().await;
    let session = begin(&served, V03).await;
    let steps = |id: i64| {
        let params = json!({ "name": "steps", "arguments": {}, "_meta": { "progressToken": id } });
        request(V03, &json!(id), "tools/call", &params)
    };
    let post = Post::message(V03, Some(&session), &json!([steps(1), steps(2)]));
    let (head, connection) = served.open(&post).await;
    let mut events = crate::support::http::Events::of(&head, connection);
    let mut messages = Vec::new();
    while let Some(event) = events.next().await {
        messages.push(serde_json::from_str::<Value>(&event.data).unwrap());
    }
    assert_eq!(messages.len(), 7, "{messages:#?}");
    for message in &messages[..6] {
        schema::must_be_notification(V03, message);
    }
    assert_eq!(messages[6].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn each_call_of_an_array_has_the_headers_of_the_request() {
    let served = Served::start().await;
    let session = begin(&served, V03).await;
    let call = |id: u32| {
        let params = json!({ "name": "header", "arguments": { "name": "apikey" } });
        request(V03, &json!(id), "tools/call", &params)
    };
    let body = json!([call(1), call(2), call(3)]);
    let post = Post::message(V03, Some(&session), &body).with("apikey", "mine");
    let answers = served.send(&post).await.json();
    let answers = answers.as_array().expect("an array answers an array");
    assert_eq!(answers.len(), 3);
    for answer in answers {
        assert_eq!(answer["result"]["content"][0]["text"], "mine");
    }
}
