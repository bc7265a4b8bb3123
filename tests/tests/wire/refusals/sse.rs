//! HTTP with SSE: where it points, and what it refuses to take.

use serde_json::{Value, json};

use super::{REQUEST, count, hold, row};
use crate::support::envelope::{V11, V24, V26, introduction, request};
use crate::support::http::Events;
use crate::support::post::Post;
use crate::support::served::Served;

const UNKNOWN: &str = "/message?sessionId=0123456789abcdef0123456789abcdef";

/// Opens a stream.
async fn open(served: &Served) -> (String, Events) {
    let (head, connection) = served.open(&Post::get("/sse")).await;
    assert_eq!(head.header("cache-control"), Some("no-cache, no-transform"));
    assert_eq!(head.header("x-accel-buffering"), Some("no"));
    let mut events = Events::of(&head, connection);
    let first = events.next().await.expect("the stream begins");
    assert_eq!(first.name, "endpoint");
    (first.data, events)
}

/// A message's answer on the stream.
async fn ask(served: &Served, path: &str, events: &mut Events, message: &Value) -> Value {
    let response = served.send(&Post::new(path).json(message)).await;
    assert_eq!(
        (response.head.status, &response.body[..]),
        (202, &b"Accepted"[..])
    );
    let event = events.next().await.expect("the stream goes on");
    serde_json::from_str(&event.data).expect("an event is JSON")
}

fn hello(id: i64) -> Value {
    request(V24, &json!(id), "initialize", &introduction("2024-11-05"))
}

/// Rows: SS-01, SS-02.
#[tokio::test]
async fn the_first_event_points_to_a_path_that_cannot_be_guessed() {
    let served = Served::with(|builder| builder.sse_paths("/old/sse", "/old/message")).await;
    let (head, connection) = served.open(&Post::get("/old/sse")).await;
    let first = Events::of(&head, connection).next().await.unwrap();
    let id = first
        .data
        .strip_prefix("/old/message?sessionId=")
        .expect("a path on this server");
    assert!(id.len() >= 32, "{id}");
}

#[tokio::test]
async fn the_shared_path_moves_and_nothing_is_left_at_the_old_one() {
    let served = Served::with(|builder| builder.path("/api/v4/mcp")).await;
    let post = |path: &str| Post::new(path).json(&hello(1));
    assert_eq!(served.send(&post("/api/v4/mcp")).await.head.status, 200);
    let rows = vec![
        row("the old path", post("/mcp"), 404, REQUEST),
        row("a path below", post("/api/v4/mcp/"), 404, REQUEST),
    ];
    hold(&served, V11, rows).await;
}

#[tokio::test]
async fn a_session_of_one_carrier_is_unknown_to_the_other() {
    let served = Served::start().await;
    let (path, _events) = open(&served).await;
    let id = path.split_once('=').expect("the session is in the query").1;
    let streamable = Post::message(V24, Some(id), &count(V24));
    let opened = served.send(&Post::new("/mcp").json(&hello(1))).await;
    let other = opened.head.header("mcp-session-id").expect("a session");
    let posted = Post::new(format!("/message?sessionId={other}")).json(&count(V24));
    let rows = vec![
        row("a stream's session", streamable, 404, REQUEST),
        row("a header's session", posted, 404, REQUEST),
    ];
    hold(&served, V11, rows).await;
}

/// Rows: SS-07.
#[tokio::test]
async fn a_post_must_point_into_a_stream() {
    let served = Served::start().await;
    let (path, _events) = open(&served).await;
    let to = |path: &str| Post::new(path).json(&count(V24));
    let rows = vec![
        row("no session", to("/message"), 400, REQUEST),
        row("an empty session", to("/message?sessionId="), 400, REQUEST),
        row(
            "a garbled session",
            to("/message?sessionId=x"),
            400,
            REQUEST,
        ),
        row(
            "two sessions",
            to(&format!("{path}&{}", path.split_once('?').unwrap().1)),
            400,
            REQUEST,
        ),
        row("an unknown session", to(UNKNOWN), 404, REQUEST),
        row(
            "another type",
            to(&path).set("Content-Type", "text/plain"),
            415,
            REQUEST,
        ),
        row("no JSON", to(&path).body("{"), 400, -32700),
        row("a number", to(&path).body("1"), 400, REQUEST),
        row("before the handshake", to(&path), 400, REQUEST),
        row(
            "the stateless era",
            Post::new(&path).json(&count(V26)),
            400,
            REQUEST,
        ),
        row(
            "an array",
            Post::new(&path).json(&json!([count(V24)])),
            400,
            REQUEST,
        ),
    ];
    hold(&served, V24, rows).await;
}

/// Without a stream there is nowhere else to answer, and a header can name the session.
#[tokio::test]
async fn a_client_that_opens_no_stream_is_answered_where_it_asks() {
    let served = Served::start().await;
    let initialize = request(V24, &json!(1), "initialize", &introduction(V24.as_str()));
    let posted = Post::new("/message").json(&initialize);
    let opened = served.send(&posted).await;
    let answer: Value = serde_json::from_slice(&opened.body).unwrap();
    assert_eq!(answer["result"]["protocolVersion"], V24.as_str());
    let session = opened.head.header("mcp-session-id").unwrap();
    let list = request(V24, &json!(2), "tools/list", &json!({}));
    let posted = Post::new("/message").with("Mcp-Session-Id", session);
    let listed = served.send(&posted.json(&list)).await;
    let answer: Value = serde_json::from_slice(&listed.body).unwrap();
    assert!(answer["result"]["tools"].is_array(), "{answer}");
}

/// Rows: SS-08.
#[tokio::test]
async fn a_stream_that_is_closed_takes_its_session_and_calls_with_it() {
    let served = Served::start().await;
    let (path, mut events) = open(&served).await;
    ask(&served, &path, &mut events, &hello(0)).await;
    let wait = request(
        V24,
        &json!(1),
        "tools/call",
        &json!({ "name": "wait", "arguments": {} }),
    );
    let response = served.send(&Post::new(&path).json(&wait)).await;
    assert_eq!(response.head.status, 202);
    served.probe.started.reached(1).await;
    drop(events);
    served.probe.dropped.reached(1).await;
    let response = served.send(&Post::new(&path).json(&count(V24))).await;
    assert_eq!(response.head.status, 404);
}

/// Rows: SS-04, SS-05, SS-10.
#[tokio::test]
async fn two_clients_hear_only_themselves() {
    let served = Served::start().await;
    let (mut one, mut other) = (open(&served).await, open(&served).await);
    for (path, events) in [&mut one, &mut other] {
        ask(&served, path, events, &hello(0)).await;
    }
    for number in 0..20 {
        for (client, (path, events)) in [&mut one, &mut other].into_iter().enumerate() {
            let text = format!("{client} {number}");
            let params = json!({ "name": "echo", "arguments": { "text": text } });
            let echo = request(V24, &json!(number), "tools/call", &params);
            let answer = ask(&served, path, events, &echo).await;
            assert_eq!(answer["result"]["content"][0]["text"], text);
        }
    }
}
