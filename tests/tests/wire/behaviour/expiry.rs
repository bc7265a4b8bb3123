//! How long a session lives when nobody uses it, and that it does not age while somebody does.

use std::time::Duration;

use mcp_server::Server;
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{begin, start, wait};
use crate::support::envelope::{V11, request};
use crate::support::http::Events;
use crate::support::memory::Memory;
use crate::support::post::Post;

const IDLE: Duration = Duration::from_secs(30 * 60);

/// A server whose tools may take as long as they like.
fn server(probe: &Probe) -> Server {
    let patient = mcp_tests::watched(probe).tool_timeout(Duration::from_secs(24 * 60 * 60));
    patient.build().unwrap()
}

async fn status(memory: &Memory, session: &str) -> u16 {
    let ping = request(V11, &json!("ping"), "ping", &Value::Null);
    memory
        .send(&Post::message(V11, Some(session), &ping))
        .await
        .head
        .status
}

/// Rows: SH-13, SH-29.
#[tokio::test(start_paused = true)]
async fn a_session_that_nobody_uses_ends() {
    let memory = Memory::serve(&server(&Probe::default()));
    let session = begin(&memory, V11).await;
    for _ in 0..3 {
        sleep(IDLE - Duration::from_secs(1)).await;
        assert_eq!(
            status(&memory, &session).await,
            200,
            "a request keeps it alive"
        );
    }
    sleep(IDLE + Duration::from_secs(1)).await;
    assert_eq!(status(&memory, &session).await, 404);
}

#[tokio::test(start_paused = true)]
async fn a_session_does_not_age_while_a_call_runs() {
    let probe = Probe::default();
    let memory = Memory::serve(&server(&probe));
    let session = begin(&memory, V11).await;
    let connection = start(
        &memory,
        &Post::message(V11, Some(&session), &wait(V11, "at last")),
    )
    .await;
    probe.started.reached(1).await;
    sleep(4 * IDLE).await;
    assert_eq!(probe.dropped.times(), 0);
    probe.opened.raise();
    let mut connection = connection;
    let head = connection.head().await;
    let event = Events::of(&head, connection)
        .next()
        .await
        .expect("the call is answered");
    assert!(event.data.contains("at last"));
    assert_eq!(
        status(&memory, &session).await,
        200,
        "its age is counted from there"
    );
    sleep(IDLE + Duration::from_secs(1)).await;
    assert_eq!(status(&memory, &session).await, 404);
}

#[tokio::test(start_paused = true)]
async fn a_session_does_not_age_while_its_client_is_gone_and_a_call_runs() {
    let probe = Probe::default();
    let memory = Memory::serve(&server(&probe));
    let session = begin(&memory, V11).await;
    let call = Post::message(V11, Some(&session), &wait(V11, ""));
    let connection = start(&memory, &call).await;
    probe.started.reached(1).await;
    drop(connection);
    sleep(4 * IDLE).await;
    assert_eq!(status(&memory, &session).await, 200);
    assert_eq!(probe.dropped.times(), 0);
}

/// Rows: SH-01.
#[tokio::test(start_paused = true)]
async fn a_session_does_not_age_while_somebody_listens() {
    let memory = Memory::serve(&server(&Probe::default()));
    let session = begin(&memory, V11).await;
    let mut listener = start(&memory, &Post::get("/mcp").with("Mcp-Session-Id", &session)).await;
    assert_eq!(listener.head().await.status, 200);
    sleep(4 * IDLE).await;
    assert_eq!(status(&memory, &session).await, 200);
    drop(listener);
    sleep(IDLE + Duration::from_secs(1)).await;
    assert_eq!(status(&memory, &session).await, 404);
}

/// Rows: SS-11.
#[tokio::test(start_paused = true)]
async fn a_silent_stream_says_that_it_is_alive_and_keeps_its_session() {
    let memory = Memory::serve(&server(&Probe::default()));
    let mut stream = start(&memory, &Post::get("/sse")).await;
    assert_eq!(stream.head().await.status, 200);
    sleep(4 * IDLE).await;
    let mut comments = 0;
    let path = loop {
        let chunk = String::from_utf8(stream.chunk().await.expect("the stream goes on")).unwrap();
        if let Some(path) = chunk.strip_prefix("event: endpoint\ndata: ") {
            break path.trim().to_owned();
        }
        comments += 1;
    };
    assert_eq!(comments, 0, "the endpoint comes first");
    assert_eq!(stream.chunk().await.unwrap(), b": keepalive\n\n");
    let ping = request(V11, &json!("ping"), "ping", &Value::Null);
    assert_eq!(
        memory.send(&Post::new(path).json(&ping)).await.head.status,
        202
    );
}
