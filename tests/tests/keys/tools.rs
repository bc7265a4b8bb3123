//! Keys of `#[tool]`.

use std::thread::{self, ThreadId};
use std::time::Duration;

use mcp_server::prelude::*;
use serde_json::json;
use tokio::time::Instant;

use super::{HOUR, builder, call, client, listed, maintain, names, publish};

#[tokio::test]
async fn each_revision_shows_what_it_has_a_word_for() {
    let server = builder(toolset![publish]).build().expect("a server");
    for (revision, title, hints, meta, icons) in [
        ("2024-11-05", "", "", false, false),
        (
            "2025-03-26",
            "/annotations/title",
            "/annotations",
            false,
            false,
        ),
        ("2025-06-18", "/title", "/annotations", true, false),
        ("2025-11-25", "/title", "/annotations", true, true),
        ("2026-07-28", "/title", "/annotations", true, true),
    ] {
        let tool = listed(&server, revision).await;
        let has = |pointer: &str| !pointer.is_empty() && tool.pointer(pointer).is_some();
        assert_eq!(has(title), !title.is_empty(), "{revision} {tool}");
        assert_eq!(tool.get("title").is_some(), title == "/title", "{revision}");
        assert_eq!(has(hints), !hints.is_empty(), "{revision}");
        assert_eq!(
            tool["_meta"] == json!({ "example.com/since": [1, 2] }),
            meta,
            "{revision}"
        );
        assert_eq!(has("/icons/1/src"), icons, "{revision}");
    }
}

#[tokio::test]
async fn hints_are_said_only_where_they_are_written() {
    let server = builder(toolset![publish]).build().expect("a server");
    let tool = listed(&server, "2025-11-25").await;
    let hints = json!({ "destructiveHint": false, "openWorldHint": true });
    assert_eq!(tool["annotations"], hints);
}

#[tokio::test]
async fn a_hidden_tool_is_called_and_not_listed() {
    let tools = || builder(toolset![publish, maintain]);
    assert_eq!(names(tools()).await, ["publish"]);
    assert_eq!(call(tools(), "maintain", json!({})).await.text(), "done");
    let error = client(tools()).await.call("maintian", json!({})).await;
    let text = error.expect_err("no such tool").to_string();
    assert!(!text.contains("maintain"), "a hidden name is told: {text}");
}

/// Where it runs
#[tool]
fn here() -> String {
    name(thread::current().id())
}

/// Where it may wait
#[tool(blocking)]
fn there() -> String {
    thread::sleep(Duration::from_millis(1));
    name(thread::current().id())
}

/// Break where it may wait
#[tool(blocking)]
fn break_there(text: &str) -> String {
    panic!("a secret: {text}")
}

fn name(id: ThreadId) -> String {
    format!("{id:?}")
}

#[tokio::test]
async fn what_blocks_has_a_thread_of_its_own() {
    let client = client(builder(toolset![here, there])).await;
    let own = name(thread::current().id());
    let [here, there] = ["here", "there"].map(|name| client.call(name, json!({})));
    assert_eq!(here.await.expect("an answer").text(), own);
    assert_ne!(there.await.expect("an answer").text(), own);
}

#[tokio::test]
async fn a_panic_on_another_thread_ends_one_call_and_tells_nothing() {
    let client = client(builder(toolset![break_there, there])).await;
    let answer = client.call("break_there", json!({ "text": "x" })).await;
    let text = match answer {
        Ok(result) => {
            assert!(result.is_error);
            result.text()
        }
        Err(error) => error.to_string(),
    };
    assert!(!text.contains("secret"), "{text}");
    assert!(client.call("there", json!({})).await.is_ok());
}

/// Wait too long
#[tool(timeout = "2s")]
async fn wait_too_long() {
    tokio::time::sleep(HOUR).await;
}

/// Wait long
#[tool(timeout = Duration::from_secs(7200))]
async fn wait_long() -> &'static str {
    tokio::time::sleep(HOUR).await;
    "at last"
}

#[tokio::test(start_paused = true)]
async fn a_tool_may_have_less_time_than_others() {
    let start = Instant::now();
    let result = call(builder(toolset![wait_too_long]), "wait_too_long", json!({})).await;
    assert!(result.is_error);
    assert_eq!(result.text(), "timed out after 2 s");
    assert_eq!(start.elapsed().as_secs(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_tool_may_have_more_time_than_others() {
    let client = client(builder(toolset![wait_long])).await;
    let answer = client.call("wait_long", json!({})).timeout(2 * HOUR).await;
    assert_eq!(answer.expect("an answer").text(), "at last");
}
