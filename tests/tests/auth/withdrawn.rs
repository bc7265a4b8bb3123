//! Credentials that are withdrawn take with them all that was begun with them.

use std::time::Duration;

use mcp_server::Server;
use mcp_server::prelude::*;
use serde_json::json;

use super::owners::{able, later};
use crate::support::envelope::{V11, V26, introduction, request};
use crate::support::http::{Connection, Events};
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::tokens::{With as _, call, challenge, offering, said, tokens};
use mcp_tests::Probe;

fn serve() -> (Server, Memory) {
    watched(&Probe::default())
}

fn watched(probe: &Probe) -> (Server, Memory) {
    let builder = offering(mcp_tests::watched(probe)).tools(toolset![later, leave]);
    let day = Duration::from_secs(24 * 60 * 60);
    let server = builder.authentication(tokens()).tool_timeout(day).build();
    let server = server.unwrap();
    let memory = Memory::serve(&server);
    (server, memory)
}

/// Withdraw what it is called with, and go on as a task
#[tool(task = "later")]
async fn leave(server: Server, context: Context) {
    withdraw(&server);
    context.start_task().await;
    std::future::pending().await
}

async fn session(memory: &Memory, token: &str) -> String {
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let post = Post::message(V11, None, &initialize).bearer(token);
    let response = memory.send(&post).await;
    response.head.header("mcp-session-id").unwrap().to_owned()
}

async fn status(memory: &Memory, session: &str, token: &str) -> u16 {
    let post = call(V11, Some(session), "count").bearer(token);
    memory.send(&post).await.head.status
}

/// Begins to listen in a session.
async fn stream(memory: &Memory, session: &str, token: &str) -> Connection {
    let get = Post::get("/mcp").with("Mcp-Session-Id", session);
    let mut connection = memory.connect();
    connection.write(&get.bearer(token).to_bytes()).await;
    assert!(connection.head().await.is_stream());
    connection
}

/// Whether a stream ends, and not only for want of anybody who waits.
async fn ends(mut connection: Connection) -> bool {
    let end = async { while connection.chunk().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(60), end)
        .await
        .is_ok()
}

fn withdraw(server: &Server) {
    server.withdraw(|who| who.has_scope("read"));
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_own_whatever_its_session_was_opened_with() {
    let (server, memory) = serve();
    let hers = session(&memory, "ann").await;
    let reading = stream(&memory, &hers, "ann.read").await;
    // Neither the first of her requests nor the last.
    assert_eq!(status(&memory, &hers, "ann").await, 200);
    withdraw(&server);
    assert!(ends(reading).await);
    assert_eq!(status(&memory, &hers, "ann").await, 404);
}

#[tokio::test(start_paused = true)]
async fn a_session_ends_with_those_of_its_first_request_and_of_its_last() {
    for (first, last) in [("ann.read", "ann"), ("ann", "ann.read")] {
        let (server, memory) = serve();
        let (hers, his) = (
            session(&memory, first).await,
            session(&memory, "bob.audit").await,
        );
        assert_eq!(status(&memory, &hers, last).await, 200);
        withdraw(&server);
        assert_eq!(status(&memory, &hers, last).await, 404);
        assert_eq!(status(&memory, &his, "bob").await, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_with_its_own_whatever_came_before_and_after() {
    let (server, memory) = serve();
    let hers = session(&memory, "ann").await;
    let wait = json!({ "name": "wait", "arguments": {}, "_meta": { "progressToken": 1 } });
    let wait = request(V11, &json!("wait"), "tools/call", &wait);
    let mut calling = memory.connect();
    let post = Post::message(V11, Some(&hers), &wait).bearer("ann.read");
    calling.write(&post.to_bytes()).await;
    assert!(calling.head().await.is_stream());
    assert_eq!(status(&memory, &hers, "ann").await, 200);
    withdraw(&server);
    assert!(ends(calling).await);
}

#[tokio::test(start_paused = true)]
async fn a_task_without_a_session_ends_and_nobody_elses_does() {
    let (server, memory) = serve();
    let begin = able("tools/call", json!({ "name": "later", "arguments": {} }));
    let mut tasks = Vec::new();
    for token in ["ann.read", "ann", "bob"] {
        let begun = memory.send(&begin.clone().bearer(token)).await.json();
        let id = begun["result"]["taskId"].as_str().expect("a task");
        tasks.push(id.to_owned());
    }
    withdraw(&server);
    let states = [("ann", "cancelled"), ("ann", "working"), ("bob", "working")];
    for (id, (token, state)) in tasks.iter().zip(states) {
        let get = able("tasks/get", json!({ "taskId": id })).bearer(token);
        let told = memory.send(&get).await.json();
        assert_eq!(told["result"]["status"], state, "{told}");
    }
}

/// Begins a call and leaves it running.
async fn begin(memory: &Memory, post: &Post) -> Connection {
    let mut connection = memory.connect();
    connection.write(&post.to_bytes()).await;
    connection
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_session_is_dropped_and_its_client_asked_for_others() {
    let probe = Probe::default();
    let (server, memory) = watched(&probe);
    let mut hers = begin(&memory, &call(V26, None, "wait").bearer("ann.read")).await;
    let mut more = begin(&memory, &call(V26, None, "wait").bearer("ann")).await;
    let mut his = begin(&memory, &call(V26, None, "wait").bearer("bob.audit")).await;
    probe.started.reached(3).await;
    withdraw(&server);
    let refused = hers.response().await;
    assert_eq!(refused.head.status, 401, "{refused:?}");
    assert!(challenge(&refused).starts_with("Bearer"));
    let error = refused.json();
    assert_eq!(error["id"], 1, "{error}");
    assert_eq!(error["error"]["data"]["reason"], "unauthenticated");
    probe.dropped.reached(1).await;
    probe.opened.raise();
    for others in [&mut more, &mut his] {
        assert_eq!(others.response().await.head.status, 200);
    }
    assert_eq!((probe.dropped.times(), probe.counted.times()), (1, 2));
    // She comes back.
    let again = memory
        .send(&call(V26, None, "wait").bearer("ann.read"))
        .await;
    assert_eq!(said(&again), "");
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_session_that_has_become_a_stream_ends_with_an_error() {
    let probe = Probe::default();
    let (server, memory) = watched(&probe);
    let mut calling = begin(&memory, &call(V26, None, "wait").bearer("ann.read")).await;
    let head = calling.head().await;
    assert!(head.is_stream());
    withdraw(&server);
    let mut events = Events::of(&head, calling);
    let error = events.next().await.expect("why").data;
    assert!(error.contains("are withdrawn"), "{error}");
    assert!(events.next().await.is_none());
    assert_eq!(probe.dropped.times(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_still_coming_in_does_nothing() {
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    for post in [
        call(V26, None, "counting"),
        able("tools/call", json!({ "name": "later", "arguments": {} })),
        Post::message(V11, None, &initialize),
    ] {
        let probe = Probe::default();
        let (server, memory) = watched(&probe);
        let bytes = post.bearer("ann.read+write").to_bytes();
        let (most, last) = bytes.split_at(bytes.len() - 1);
        let mut connection = memory.connect();
        connection.write(most).await;
        // By then the head was read.
        tokio::time::sleep(Duration::from_secs(1)).await;
        withdraw(&server);
        connection.write(last).await;
        let refused = connection.response().await;
        assert_eq!(refused.head.status, 401, "{refused:?}");
        assert!(challenge(&refused).contains("invalid_token"));
        assert!(refused.head.header("mcp-session-id").is_none());
        assert_eq!(probe.counted.times(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_becomes_a_task_meanwhile_does_not_get_away() {
    let (_server, memory) = serve();
    let leave = able("tools/call", json!({ "name": "leave", "arguments": {} }));
    let begun = memory.send(&leave.bearer("ann.read")).await.json();
    let id = begun["result"]["taskId"].as_str().expect("a task");
    let get = able("tasks/get", json!({ "taskId": id })).bearer("ann");
    let told = memory.send(&get).await.json();
    assert_eq!(told["result"]["status"], "cancelled", "{told}");
}
