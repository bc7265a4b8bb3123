//! Clients that go away in the middle of a call.

use std::time::Duration;

use mcp_tests::Probe;
use tokio::time::sleep;

use super::{begin, start, wait};
use crate::support::envelope::{V03, V06, V11, V26};
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::served::Served;

/// Rows: SH-09.
#[tokio::test(start_paused = true)]
async fn a_call_of_a_session_runs_on_when_its_client_vanishes() {
    for revision in [V03, V06, V11] {
        let probe = Probe::default();
        let memory = Memory::serve(&mcp_tests::watched(&probe).build().unwrap());
        let session = begin(&memory, revision).await;
        let connection = start(
            &memory,
            &Post::message(revision, Some(&session), &wait(revision, "")),
        )
        .await;
        probe.started.reached(1).await;
        drop(connection);
        // Paused time moves on only once every task has done all it can.
        sleep(Duration::from_secs(1)).await;
        assert_eq!(probe.dropped.times(), 0, "{revision}");
        probe.opened.raise();
        probe.counted.reached(1).await;
    }
}

/// Rows: MH-13.
#[tokio::test]
async fn a_stateless_call_is_dropped_when_its_client_vanishes() {
    let served = Served::start().await;
    for (times, progress) in [(1, false), (2, true)] {
        let mut message = wait(V26, "");
        if progress {
            message["params"]["_meta"]["progressToken"] = "x".into();
        }
        let mut connection = crate::support::http::Connection::open(served.address).await;
        connection
            .write(&Post::message(V26, None, &message).to_bytes())
            .await;
        served.probe.started.reached(times).await;
        drop(connection);
        served.probe.dropped.reached(times).await;
    }
    assert_eq!(served.probe.counted.times(), 0);
}

#[tokio::test]
async fn a_stateless_call_is_not_cancelled_by_a_message() {
    let served = Served::start().await;
    let mut connection = crate::support::http::Connection::open(served.address).await;
    connection
        .write(&Post::message(V26, None, &wait(V26, "went on")).to_bytes())
        .await;
    served.probe.started.reached(1).await;
    let params = serde_json::json!({ "requestId": "wait" });
    let cancelled = crate::support::envelope::notification(V26, "notifications/cancelled", &params);
    let response = served.send(&Post::message(V26, None, &cancelled)).await;
    assert_eq!(response.head.status, 202);
    served.probe.opened.raise();
    let answer = connection.response().await.json();
    assert_eq!(answer["result"]["content"][0]["text"], "went on");
}

/// Rows: SH-13, SH-14.
#[tokio::test]
async fn the_end_of_a_session_ends_its_calls_and_streams() {
    let served = Served::start().await;
    let session = crate::refusals::begin(&served, V11).await;
    let call = Post::message(V11, Some(&session), &wait(V11, ""));
    let mut call_connection = crate::support::http::Connection::open(served.address).await;
    call_connection.write(&call.to_bytes()).await;
    let (head, connection) = served
        .open(&Post::get("/mcp").with("Mcp-Session-Id", &session))
        .await;
    let mut listener = crate::support::http::Events::of(&head, connection);
    served.probe.started.reached(1).await;
    let response = served
        .send(&Post::delete("/mcp").with("Mcp-Session-Id", &session))
        .await;
    assert_eq!(response.head.status, 204);
    served.probe.dropped.reached(1).await;
    assert!(listener.next().await.is_none(), "the stream ends");
    let head = call_connection.head().await;
    let mut events = crate::support::http::Events::of(&head, call_connection);
    assert!(
        events.next().await.is_none(),
        "a cancelled call has no answer"
    );
    assert_eq!(served.send(&call).await.head.status, 404);
}

/// Rows: SH-01, SH-07.
#[tokio::test]
async fn a_listener_hears_no_answers() {
    let served = Served::start().await;
    let session = crate::refusals::begin(&served, V11).await;
    let (head, connection) = served
        .open(&Post::get("/mcp").with("Mcp-Session-Id", &session))
        .await;
    let mut listener = crate::support::http::Events::of(&head, connection);
    for _ in 0..3 {
        let response = served
            .send(&Post::message(V11, Some(&session), &super::steps(V11)))
            .await;
        assert_eq!(response.head.status, 200);
        assert!(response.head.is_stream());
    }
    served
        .send(&Post::delete("/mcp").with("Mcp-Session-Id", &session))
        .await;
    assert!(listener.next().await.is_none());
}
