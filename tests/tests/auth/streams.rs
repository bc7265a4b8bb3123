//! A stream lasts no longer than its reader's credentials.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::envelope::{V11, V26, introduction, request};
use crate::support::http::Connection;
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::tokens::{With as _, call, offering, tokens};
use mcp_server::Server;
use mcp_tests::Probe;

/// How long a token of these tests lasts, and by how much clocks may differ.
const LIFE: u64 = 100;
const SKEW: u64 = 60;

struct Fixture {
    server: Server,
    memory: Memory,
    probe: Probe,
}

fn serve() -> Fixture {
    let probe = Probe::default();
    let builder = offering(mcp_tests::watched(&probe)).authentication(tokens());
    let day = Duration::from_secs(24 * 60 * 60);
    let server = builder.tool_timeout(day).build().unwrap();
    Fixture {
        memory: Memory::serve(&server),
        server,
        probe,
    }
}

async fn session(memory: &Memory, token: &str) -> String {
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let response = memory
        .send(&Post::message(V11, None, &initialize).bearer(token))
        .await;
    response.head.header("mcp-session-id").unwrap().to_owned()
}

/// All that a stream says until it ends, and after how many seconds it did.
async fn whole(memory: &Memory, post: &Post) -> (String, u64) {
    let start = Instant::now();
    let mut connection = memory.connect();
    connection.write(&post.to_bytes()).await;
    let text = rest(&mut connection).await;
    (text, start.elapsed().as_secs())
}

async fn rest(connection: &mut Connection) -> String {
    let head = connection.head().await;
    assert_eq!(head.status, 200);
    assert!(head.is_stream());
    let mut text = String::new();
    while let Some(chunk) = connection.chunk().await {
        text += std::str::from_utf8(&chunk).unwrap();
    }
    text
}

/// Rows: SB-14.
#[tokio::test(start_paused = true)]
async fn streams_end_with_the_credentials_of_who_reads_them() {
    let fixture = serve();
    let memory = &fixture.memory;
    let lasting = format!("ann~{LIFE}");
    let hers = session(memory, "ann").await;
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let get = Post::get("/mcp")
        .with("Mcp-Session-Id", &hers)
        .with("MCP-Protocol-Version", V11.as_str());
    for (name, post) in [
        ("outside of calls", get),
        ("2024-11-05", Post::get("/sse")),
        ("listen", Post::message(V26, None, &listen)),
        ("a call of a session", call(V11, Some(&hers), "wait")),
        ("a call", call(V26, None, "wait")),
    ] {
        let (text, seconds) = whole(memory, &post.bearer(&lasting)).await;
        assert!(
            text.ends_with(": the credentials have expired; come back with others\n\n"),
            "{name}: {text}"
        );
        assert!(
            (LIFE + SKEW - 1..=LIFE + SKEW).contains(&seconds),
            "{name}: {seconds}"
        );
        assert!(!text.contains("\"result\":{\"content\""), "{name}: {text}");
    }
    // In the era of sessions a call goes on without its stream, in the other it does not.
    fixture.probe.dropped.reached(1).await;
    fixture.probe.opened.raise();
    fixture.probe.counted.reached(1).await;
    assert_eq!(fixture.probe.dropped.times(), 1);
}

/// The client comes back with a fresh token, and misses nothing.
#[tokio::test(start_paused = true)]
async fn a_call_whose_stream_ended_with_the_token_is_heard_with_the_next() {
    let fixture = serve();
    let memory = &fixture.memory;
    let hers = session(memory, "ann").await;
    let wait = call(V11, Some(&hers), "wait").bearer(&format!("ann~{LIFE}"));
    let (text, _) = whole(memory, &wait).await;
    let id = text.lines().find_map(|line| line.strip_prefix("id: "));
    let id = id.unwrap_or_else(|| panic!("no id: {text}")).to_owned();
    fixture.probe.opened.raise();
    let get = Post::get("/mcp")
        .with("Mcp-Session-Id", &hers)
        .with("MCP-Protocol-Version", V11.as_str())
        .with("Last-Event-ID", &id)
        .bearer("ann~1000");
    let (text, _) = whole(memory, &get).await;
    let answer = text.lines().find_map(|line| line.strip_prefix("data: {"));
    let answer: Value = serde_json::from_str(&format!("{{{}", answer.unwrap())).unwrap();
    assert_eq!(answer["id"], 1, "{answer}");
}

#[tokio::test(start_paused = true)]
async fn credentials_that_do_not_expire_end_no_stream() {
    let fixture = serve();
    let hers = session(&fixture.memory, "ann").await;
    // Nor do those whose end is beyond all that a clock counts to.
    for token in ["ann", "ann~9000000000000000000"] {
        let get = Post::get("/mcp")
            .with("Mcp-Session-Id", &hers)
            .with("MCP-Protocol-Version", V11.as_str())
            .bearer(token);
        let day = Duration::from_secs(24 * 60 * 60);
        let ended = tokio::time::timeout(day, whole(&fixture.memory, &get)).await;
        assert!(ended.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_begun_with_withdrawn_credentials_ends_and_nothing_else() {
    let Fixture { server, memory, .. } = serve();
    let (anns, bobs) = (session(&memory, "ann").await, session(&memory, "bob").await);
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let mut streams = Vec::new();
    for post in [
        Post::get("/mcp")
            .with("Mcp-Session-Id", &anns)
            .bearer("ann"),
        Post::message(V26, None, &listen).bearer("ann"),
        Post::get("/sse").bearer("ann"),
    ] {
        let mut connection = memory.connect();
        connection.write(&post.to_bytes()).await;
        assert!(connection.head().await.is_stream());
        streams.push(connection);
    }
    server.withdraw(|who| who.subject() == "ann");
    for mut connection in streams {
        while connection.chunk().await.is_some() {}
    }
    let call_of = |session: &str, token: &str| call(V11, Some(session), "count").bearer(token);
    assert_eq!(memory.send(&call_of(&anns, "ann")).await.head.status, 404);
    assert_eq!(memory.send(&call_of(&bobs, "bob")).await.head.status, 200);
}
