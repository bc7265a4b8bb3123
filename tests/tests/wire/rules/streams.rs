//! Event streams that run at the same time, and how each is written.

use std::collections::BTreeMap;

use mcp_server::Revision;
use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::refusals::begin;
use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, request};
use crate::support::http::{Connection, Events};
use crate::support::post::Post;
use crate::support::served::Served;

/// Say a word now, and again once all may go on
#[tool]
async fn repeat(word: String, progress: Progress, State(probe): State<Probe>) -> String {
    progress.report(1).message(word.clone()).await;
    probe.started.raise();
    probe.opened.reached(1).await;
    progress.report(2).message(word.clone()).await;
    word
}

async fn serve() -> Served {
    Served::with(|builder| builder.tools(toolset![repeat])).await
}

fn call(revision: Revision, word: &str) -> Value {
    let params = json!({
        "name": "repeat",
        "arguments": { "word": word },
        "_meta": { "progressToken": word },
    });
    request(revision, &json!(word), "tools/call", &params)
}

/// Runs three calls at once, and fails where a stream has anything of another.
async fn run_three(revision: Revision) {
    let served = serve().await;
    let session = match revision {
        V26 => None,
        revision => Some(begin(&served, revision).await),
    };
    let mut streams = BTreeMap::new();
    for word in ["one", "two", "three"] {
        let post = Post::message(revision, session.as_deref(), &call(revision, word));
        let mut connection = Connection::open(served.address).await;
        connection.write(&post.to_bytes()).await;
        streams.insert(word, connection);
    }
    served.probe.started.reached(3).await;
    served.probe.opened.raise();
    for (word, mut connection) in streams {
        let head = connection.head().await;
        let mut events = Events::of(&head, connection);
        let mut messages = Vec::new();
        while let Some(event) = events.next().await {
            messages.push(serde_json::from_str::<Value>(&event.data).unwrap());
        }
        let answer = messages.pop().expect("the call is answered");
        assert_eq!(answer["id"], word, "{revision}");
        assert_eq!(answer["result"]["content"][0]["text"], word, "{revision}");
        assert_eq!(messages.len(), 2, "{revision}: {messages:?}");
        for update in messages {
            assert_eq!(update["method"], "notifications/progress");
            assert_eq!(update["params"]["progressToken"], word, "{revision}");
        }
    }
}

/// Rows: SH-06, SH-20, SH-25.
#[tokio::test]
async fn the_streams_of_one_session_do_not_mix() {
    for revision in [V03, V06, V11] {
        run_three(revision).await;
    }
}

/// Rows: MH-09.
#[tokio::test]
async fn a_stateless_stream_has_what_belongs_to_its_request() {
    run_three(V26).await;
}

/// Rows: SH-18.
#[tokio::test]
async fn before_priming_events_a_stream_begins_with_its_first_message() {
    let served = serve().await;
    served.probe.opened.raise();
    for revision in [V03, V06] {
        let session = begin(&served, revision).await;
        let post = Post::message(revision, Some(&session), &call(revision, "x"));
        let body = served.send(&post).await.body;
        let body = String::from_utf8(body).unwrap();
        let first = body.split("\n\n").next().unwrap();
        let data = first.lines().find_map(|line| line.strip_prefix("data: "));
        let message: Value = serde_json::from_str(data.expect("an event has data")).unwrap();
        assert_eq!(message["method"], "notifications/progress", "{revision}");
    }
}

/// Rows: SS-03.
#[tokio::test]
async fn over_http_with_sse_a_message_is_an_event_of_that_name() {
    let served = serve().await;
    served.probe.opened.raise();
    let (head, connection) = served.open(&Post::get("/sse")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.expect("the stream begins").data;
    let initialize = request(V24, &json!(0), "initialize", &introduction("2024-11-05"));
    let mut ids = Vec::new();
    for message in [initialize, call(V24, "x")] {
        assert_eq!(
            served
                .send(&Post::new(&path).json(&message))
                .await
                .head
                .status,
            202
        );
        loop {
            let event = events.next().await.expect("the stream goes on");
            assert_eq!(event.name, "message");
            let message: Value = serde_json::from_str(&event.data).expect("an event is JSON");
            assert_eq!(message["jsonrpc"], "2.0");
            if let Some(id) = message.get("id") {
                ids.push(id.clone());
                break;
            }
        }
    }
    assert_eq!(ids, [json!(0), json!("x")]);
}
