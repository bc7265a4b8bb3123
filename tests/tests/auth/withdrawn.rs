//! Credentials that are withdrawn take with them all that was begun with them.

use std::time::Duration;

use mcp_server::Server;
use mcp_server::prelude::*;
use serde_json::json;

use super::owners::{able, later};
use crate::support::envelope::{V11, introduction, request};
use crate::support::http::Connection;
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::tokens::{With as _, call, offering, tokens};
use mcp_tests::Probe;

fn serve() -> (Server, Memory) {
    let builder = offering(mcp_tests::watched(&Probe::default())).tools(toolset![later]);
    let day = Duration::from_secs(24 * 60 * 60);
    let server = builder.authentication(tokens()).tool_timeout(day).build();
    let server = server.unwrap();
    let memory = Memory::serve(&server);
    (server, memory)
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
