//! Bodies that are compressed.

use super::{REQUEST, count, hold, row};
use crate::support::envelope::{V24, V26};
use crate::support::http::Events;
use crate::support::post::Post;
use crate::support::served::Served;

/// The beginning of what `gzip` writes.
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00";

fn sound() -> Post {
    Post::message(V26, None, &count(V26))
}

#[tokio::test]
async fn a_compressed_body_is_refused_with_what_to_send_instead() {
    let served = Served::start().await;
    let (head, connection) = served.open(&Post::get("/sse")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.expect("the stream begins").data;
    for post in [sound(), Post::new(path).json(&count(V24))] {
        let post = post.with("Content-Encoding", "gzip").body(GZIP);
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 415);
        assert_eq!(response.head.header("accept-encoding"), Some("identity"));
        let message = &response.json()["error"]["message"];
        let message = message.as_str().expect("a message");
        assert!(message.contains("send it uncompressed"), "{message}");
    }
}

#[tokio::test]
async fn only_the_coding_that_changes_nothing_is_taken() {
    let coded = |coding: &str| sound().with("Content-Encoding", coding);
    let served = Served::start().await;
    for coding in ["identity", "IDENTITY", ""] {
        let response = served.send(&coded(coding)).await;
        assert_eq!(response.head.status, 200, "{coding:?}");
    }
    let rows = vec![
        row("gzip", coded("gzip"), 415, REQUEST),
        row("brotli", coded("br"), 415, REQUEST),
        row("one of several", coded("identity, zstd"), 415, REQUEST),
        row(
            "twice",
            coded("gzip").with("Content-Encoding", "gzip"),
            400,
            REQUEST,
        ),
        row(
            "from a host that is not allowed",
            coded("gzip").set("Host", "evil.example"),
            403,
            REQUEST,
        ),
    ];
    hold(&served, V26, rows).await;
}
