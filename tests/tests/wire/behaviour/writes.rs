//! What goes out together: an answer is one write, and an event is never cut in two.

use mcp_tests::Probe;
use serde_json::{Value, json};

use super::{begin, start, steps, wait};
use crate::refusals::count;
use crate::support::envelope::{V11, V26, request};
use crate::support::memory::Memory;
use crate::support::post::Post;

fn text(writes: &[Vec<u8>]) -> Vec<String> {
    writes
        .iter()
        .map(|write| String::from_utf8_lossy(write).into_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_one_write() {
    let memory = Memory::serve(&mcp_tests::server().build().unwrap());
    let session = begin(&memory, V11).await;
    for post in [
        Post::message(V26, None, &count(V26)),
        Post::message(V11, Some(&session), &count(V11)),
    ] {
        memory.writes();
        let answer: Value = memory.send(&post).await.json();
        assert!(answer["result"].is_object());
        let writes = memory.writes();
        assert_eq!(writes.len(), 1, "{:?}", text(&writes));
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_took_its_time_is_one_write() {
    let probe = Probe::default();
    let memory = Memory::serve(&mcp_tests::watched(&probe).build().unwrap());
    let mut connection = start(&memory, &Post::message(V26, None, &wait(V26, "late"))).await;
    probe.started.reached(1).await;
    probe.opened.raise();
    assert_eq!(connection.response().await.head.status, 200);
    let writes = memory.writes();
    assert_eq!(writes.len(), 1, "{:?}", text(&writes));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_would_rather_have_events_gets_its_answer_as_one() {
    let memory = Memory::serve(&mcp_tests::server().build().unwrap());
    let session = begin(&memory, V11).await;
    let list = |revision| request(revision, &json!(1), "tools/list", &json!({}));
    for (post, message) in [
        (Post::message(V26, None, &count(V26)), "a call"),
        (Post::message(V26, None, &list(V26)), "a list"),
        (Post::message(V11, Some(&session), &count(V11)), "a call"),
        (Post::message(V11, Some(&session), &list(V11)), "a list"),
    ] {
        memory.writes();
        let post = post.set("accept", "text/event-stream, application/json");
        let response = memory.send(&post).await;
        assert_eq!(
            response.head.header("content-type"),
            Some("text/event-stream")
        );
        let body = String::from_utf8(response.body).unwrap();
        let data = body.strip_prefix("event: message\ndata: ");
        let data = data.and_then(|data| data.strip_suffix("\n\n"));
        let answer: Value = serde_json::from_str(data.expect(message)).unwrap();
        assert!(answer["result"].is_object(), "{answer}");
        let writes = memory.writes();
        assert_eq!(writes.len(), 1, "{message}: {:?}", text(&writes));
    }
    let unknown = request(V26, &json!(1), "tools/none", &json!({}));
    let refused = Post::message(V26, None, &unknown).set("accept", "text/event-stream");
    let refused = memory.send(&refused).await;
    assert_eq!(refused.head.status, 404);
    assert_eq!(refused.json()["error"]["code"], -32601);
}

/// Rows: MH-04, MH-11.
#[tokio::test(start_paused = true)]
async fn events_that_are_ready_together_leave_together() {
    let memory = Memory::serve(&mcp_tests::server().build().unwrap());
    let response = memory.send(&Post::message(V26, None, &steps(V26))).await;
    let body = String::from_utf8(response.body).unwrap();
    assert_eq!(body.matches("event: message\ndata: ").count(), 4);
    let writes = memory.writes();
    assert!(writes.len() <= 2, "{:?}", text(&writes));
    assert!(!body.contains("id:"), "no event has an id");
    assert_eq!(response.head.header("x-accel-buffering"), Some("no"));
}
