//! Ids by which nothing can be resumed.

use std::time::Duration;

use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Visitor, WITH_IDS, tools};
use crate::support::envelope::{V11, V24, V26, introduction, request};
use crate::support::http::Events;
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

/// Rows: SH-16.
#[tokio::test]
async fn nothing_is_resumed_by_an_id_that_was_not_given_to_this_session() {
    for revision in WITH_IDS {
        let served = Served::with(tools).await;
        let (visitor, stranger) = (
            Visitor::begin(&served, revision).await,
            Visitor::begin(&served, revision).await,
        );
        served.probe.opened.raise();
        let mut events = visitor.stream(1, "tick", json!({ "to": 1 })).await;
        let (mine, _) = visitor.number(&mut events).await;
        visitor.hear(&mut events).await.expect("there is an answer");
        let mut events = stranger.stream(1, "tick", json!({ "to": 1 })).await;
        let (foreign, _) = stranger.number(&mut events).await;
        let stream = mine.strip_suffix("-1").unwrap();
        for id in [
            &*foreign,
            &format!("{stream}-3"),
            &format!("{stream}-ffffffffffffffff"),
            &format!("{stream}7-1"),
            &mine[1..],
            stream,
            "1",
            "0",
            "-1",
            "no id",
            "☃",
            &"9".repeat(5000),
        ] {
            let response = visitor.refused(id).await;
            assert_eq!(response.head.status, 400, "{id}");
            let body = response.json();
            schema::must_be_message(revision, &body);
            let error = &body["error"];
            assert_eq!(error["code"], -32600);
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("open a new one, without it"), "{message}");
            assert!(!message.contains(&mine), "{message}");
        }
        // What was refused has changed nothing.
        let mut events = visitor.resume(&mine).await;
        assert!(visitor.hear(&mut events).await.unwrap().1["result"].is_object());
    }
}

#[tokio::test]
async fn two_ids_are_none() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let get = visitor
        .get()
        .with("Last-Event-ID", "1")
        .with("Last-Event-ID", "2");
    assert_eq!(served.send(&get).await.head.status, 400);
}

#[tokio::test]
async fn an_empty_id_asks_for_a_new_stream() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let (head, _connection) = served.open(&visitor.get().with("Last-Event-ID", "")).await;
    assert_eq!(head.status, 200);
}

/// Rows: MH-04.
#[tokio::test]
async fn where_events_have_no_ids_the_header_means_nothing() {
    let served = Served::with(tools).await;
    // A revision without ids can be settled on over this transport too.
    let visitor = Visitor::begin(&served, V24).await;
    let (head, _connection) = served.open(&visitor.get().with("Last-Event-ID", "1")).await;
    assert_eq!(head.status, 200);
    let get = Post::get("/mcp")
        .with("MCP-Protocol-Version", V26.as_str())
        .with("Last-Event-ID", "1");
    assert_eq!(served.send(&get).await.head.status, 405);
    let ping = request(V11, &json!(1), "ping", &Value::Null);
    let visitor = Visitor::begin(&served, V11).await;
    let post = Post::message(V11, Some(&visitor.session), &ping).with("Last-Event-ID", "1");
    assert_eq!(served.send(&post).await.head.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ended_long_ago_is_not_resumed() {
    let probe = Probe::default();
    let server = tools(mcp_tests::watched(&probe)).build().unwrap();
    let memory = Memory::serve(&server);
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let response = memory.send(&Post::message(V11, None, &initialize)).await;
    let session = response.head.header("mcp-session-id").unwrap().to_owned();
    probe.opened.raise();
    let params = json!({ "name": "tick", "arguments": { "to": 1 } });
    let call = request(V11, &json!(1), "tools/call", &params);
    let mut connection = memory.connect();
    connection
        .write(&Post::message(V11, Some(&session), &call).to_bytes())
        .await;
    let head = connection.head().await;
    let mut events = Events::of(&head, connection);
    let id = events.next().await.unwrap().id.unwrap();
    while events.next().await.is_some() {}
    let get = Post::get("/mcp")
        .with("Mcp-Session-Id", &session)
        .with("Last-Event-ID", &id);
    sleep(Duration::from_secs(299)).await;
    assert_eq!(memory.send(&get).await.head.status, 200);
    sleep(Duration::from_secs(2)).await;
    assert_eq!(memory.send(&get).await.head.status, 400);
}
