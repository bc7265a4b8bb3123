//! Clients that are sent away, and come back by themselves.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Visitor, counted, numbers, tools};
use crate::support::client::Client;
use crate::support::envelope::{V03, V06, V11, V26, request};
use crate::support::http::{Connection, Events};
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::{Transport, WIRES};

/// The first piece of a stream, byte for byte.
async fn first_piece(connection: &mut Connection) -> String {
    let head = connection.head().await;
    assert!(head.is_stream());
    String::from_utf8(connection.chunk().await.expect("the stream begins")).unwrap()
}

/// The id in a line that begins so.
fn id_in<'a>(piece: &'a str, start: &str) -> &'a str {
    let rest = piece
        .strip_prefix(start)
        .unwrap_or_else(|| panic!("{piece:?}"));
    rest.split_once('\n').expect("the line ends").0
}

/// Rows: SH-17, SH-19.
#[tokio::test]
async fn a_stream_begins_with_an_event_that_only_has_an_id_and_a_time() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut connection = visitor.call(1, "tick", json!({ "to": 1 })).await;
    let piece = first_piece(&mut connection).await;
    let id = id_in(&piece, "id: ").to_owned();
    let next = id.strip_suffix("-0").expect("it is before the first");
    let log =
        r#"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"error","data":1}}"#;
    let answer =
        r#"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"counted to 1"}]}}"#;
    assert_eq!(
        piece,
        format!(
            "id: {id}\nretry: 1000\ndata: \n\n\
             event: message\ndata: {log}\nid: {next}-1\n\n\
             event: message\ndata: {answer}\nid: {next}-2\n\n"
        )
    );
}

/// Rows: SH-18.
#[tokio::test]
async fn older_revisions_have_ids_and_nothing_else_that_is_new() {
    for revision in [V03, V06] {
        let served = Served::with(tools).await;
        let visitor = Visitor::begin(&served, revision).await;
        served.probe.opened.raise();
        let mut connection = visitor.call(1, "tick", json!({ "to": 1 })).await;
        let piece = first_piece(&mut connection).await;
        assert!(piece.starts_with("event: message\ndata: {"), "{piece:?}");
        assert_eq!(piece.matches("\nid: ").count(), 2);
        assert!(
            !piece.contains("retry") && !piece.contains("data: \n"),
            "{piece:?}"
        );
    }
}

/// Rows: MH-04.
#[tokio::test]
async fn a_revision_without_sessions_has_no_ids_and_asks_for_none() {
    let served = Served::with(tools).await;
    let params = json!({ "name": "steps", "arguments": {}, "_meta": { "progressToken": 1 } });
    let message = request(V26, &json!(1), "tools/call", &params);
    let post = Post::message(V26, None, &message).with("Last-Event-ID", "7-1-1");
    let response = served.send(&post).await;
    assert!(response.head.is_stream());
    let body = String::from_utf8(response.body).unwrap();
    assert!(body.starts_with("event: message\n"), "{body}");
    assert!(!body.contains("id: ") && !body.contains("retry"), "{body}");
}

/// What is sent as JSON has no id, whatever may be asked for later.
#[tokio::test]
async fn a_call_that_says_nothing_is_answered_as_json() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let response = visitor
        .call(1, "echo", json!({ "text": "a" }))
        .await
        .response()
        .await;
    assert_eq!(response.json()["result"]["content"][0]["text"], "a");
}

/// Rows: SH-19.
#[tokio::test]
async fn a_tool_can_send_its_client_away() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let mut connection = visitor.call(1, "leave", json!({ "to": 2 })).await;
    let piece = first_piece(&mut connection).await;
    let primed = id_in(&piece, "id: ");
    assert_eq!(piece, format!("id: {primed}\nretry: 1000\ndata: \n\n"));
    assert!(connection.chunk().await.is_none(), "that is all");
    // It stays until it is sent away again.
    let mut events = visitor.resume(primed).await;
    served.probe.opened.raise();
    let (first, number) = visitor.number(&mut events).await;
    assert_eq!(number, 1);
    let again = events.any().await.expect("it is told when to come back");
    assert_eq!(
        (again.retry, &*again.data, again.id),
        (Some(1000), "", None)
    );
    assert!(events.any().await.is_none());
    served.probe.opened.raise();
    served.probe.counted.reached(2).await;
    let mut events = visitor.resume(&first).await;
    let rest = visitor.rest(&mut events).await;
    assert_eq!(rest, (numbers([2]), counted(2)));
}

/// Rows: SH-20.
#[tokio::test]
async fn a_client_that_would_not_come_back_is_not_sent_away() {
    for (transport, revision) in WIRES {
        if (transport, revision) == (Transport::Streamable, V11) {
            continue;
        }
        let mut client = Client::connect_to(transport, revision, |builder| {
            tools(builder).poll_after(Duration::from_millis(10))
        })
        .await;
        let call = json!({ "name": "leave", "arguments": { "to": 1 } });
        let pending = client.begin("tools/call", call).await;
        client.probe.started.reached(1).await;
        client.probe.opened.raise();
        let heard = client.finish(pending).await;
        assert_eq!(
            heard.result()["content"][0]["text"],
            counted(1),
            "{revision} over {transport:?}"
        );
    }
}

/// Follows a call until it is answered, and gives how often its connection was closed and for how
/// long each lasted.
async fn follow(visitor: &Visitor<'_>, mut events: Events) -> (Vec<Duration>, Value) {
    let (mut lasted, mut last) = (Vec::new(), None);
    loop {
        let since = Instant::now();
        while let Some(event) = events.any().await {
            last = event.id.or(last);
            if !event.data.is_empty() {
                return (lasted, serde_json::from_str(&event.data).unwrap());
            }
            assert_eq!(event.retry, Some(250));
        }
        lasted.push(since.elapsed());
        events = visitor
            .resume(last.as_deref().expect("an id was given"))
            .await;
        if lasted.len() == 3 {
            visitor.served.probe.opened.raise();
        }
    }
}

#[tokio::test]
async fn a_server_can_send_the_clients_of_long_calls_away() {
    let served = Served::with(|builder| {
        let builder = tools(builder).poll_after(Duration::from_millis(60));
        builder.retry_after(Duration::from_millis(250))
    })
    .await;
    let visitor = Visitor::begin(&served, V11).await;
    let events = visitor
        .stream(1, "wait", json!({ "text": "at last" }))
        .await;
    let (lasted, answer) = follow(&visitor, events).await;
    assert_eq!(answer["result"]["content"][0]["text"], "at last");
    assert_eq!(lasted.len(), 3);
    for time in &lasted[1..] {
        assert!(*time >= Duration::from_millis(50), "{lasted:?}");
    }
}

#[tokio::test]
async fn a_server_that_keeps_nothing_gives_no_ids_and_sends_nobody_away() {
    let served = Served::with(|builder| {
        let builder = tools(builder).resumable_for(Duration::ZERO);
        builder.poll_after(Duration::from_millis(10))
    })
    .await;
    let visitor = Visitor::begin(&served, V11).await;
    let mut events = visitor.stream(1, "leave", json!({ "to": 1 })).await;
    served.probe.opened.raise();
    let event = events.any().await.unwrap();
    assert_eq!((event.id, event.retry), (None, None));
    assert!(event.data.contains("notifications/message"));
    assert!(events.any().await.unwrap().data.contains("counted to 1"));
    assert_eq!(visitor.refused("1-1-1").await.head.status, 400);
}
