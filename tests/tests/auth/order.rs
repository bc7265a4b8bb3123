//! Where the question who calls stands among the others: after those that a page of another site or
//! a flood fails at, and before all that looks at the message.

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::envelope::V26;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{METADATA, With as _, call, serve};

async fn hold(served: &Served, rows: Vec<(&str, Post, u16)>) {
    for (name, post, status) in rows {
        let response = served.send(&post).await;
        assert_eq!(response.head.status, status, "{name}: {response:?}");
        let challenged = response.head.header("www-authenticate").is_some();
        assert_eq!(challenged, status == 401, "{name}: {response:?}");
    }
    assert_eq!(served.probe.counted.times(), 0);
}

#[tokio::test]
async fn without_credentials_the_first_gate_that_is_shut_says_why() {
    let served = serve().await;
    let post = || call(V26, None, "count");
    let mut put = post();
    put.method = "PUT";
    let large = post().unmeasured().with("Content-Length", "5242880");
    hold(
        &served,
        vec![
            ("another path", Post::new("/other"), 404),
            ("another method", put, 405),
            ("another host", post().set("Host", "evil.example.com"), 403),
            (
                "another origin",
                post().with("Origin", "https://evil.example.com"),
                403,
            ),
            ("a large body", large, 413),
            (
                "no JSON by its type",
                post().set("Content-Type", "text/plain"),
                401,
            ),
            (
                "a client that reads nothing",
                post().set("Accept", "image/png"),
                401,
            ),
            ("no JSON", post().body("{"), 401),
            ("a batch", post().json(&json!([])), 401),
            (
                "another revision",
                post().set("MCP-Protocol-Version", "1999-01-01"),
                401,
            ),
            ("a garbled session", post().with("Mcp-Session-Id", ""), 401),
            ("an unknown method", post().set("Mcp-Method", "x"), 401),
        ],
    )
    .await;
}

#[tokio::test]
async fn with_credentials_the_gates_behind_say_why() {
    let served = serve().await;
    let post = || call(V26, None, "count").bearer("ann");
    hold(
        &served,
        vec![
            ("another host", post().set("Host", "evil.example.com"), 403),
            (
                "no JSON by its type",
                post().set("Content-Type", "text/plain"),
                415,
            ),
            (
                "a client that reads nothing",
                post().set("Accept", "image/png"),
                406,
            ),
            ("no JSON", post().body("{"), 400),
            ("an unknown method", post().set("Mcp-Method", "x"), 400),
            ("a garbled session", post().with("Mcp-Session-Id", ""), 400),
        ],
    )
    .await;
}

/// A client that is refused before its body is read may still write it.
#[tokio::test]
async fn a_request_behind_a_refused_one_is_read_from_its_own_beginning() {
    let served = serve().await;
    let mut connection = crate::support::http::Connection::open(served.address).await;
    let refused = call(V26, None, "count");
    let fine = call(V26, None, "whoami").bearer("ann");
    let both = [refused.to_bytes(), fine.to_bytes()].concat();
    connection.write(&both).await;
    let first = connection.response().await;
    assert_eq!(first.head.status, 401);
    assert!(
        first
            .head
            .header("www-authenticate")
            .unwrap()
            .contains(METADATA)
    );
    let second = connection.response().await;
    assert_eq!(crate::tokens::said(&second), "ann");
    assert_eq!(served.probe.counted.times(), 0);
}

/// Most of it is under way when it is refused, and who is cut off while it writes may never look at
/// the answer.
#[tokio::test]
async fn who_is_refused_can_write_on() {
    let served = serve().await;
    for name in ["Authorization", "Mcp-Session-Id"] {
        let post = call(V26, None, "count").with(name, "Bearer ann bob");
        let post = post.body("x".repeat(4_000_000)).to_bytes();
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        for piece in post.chunks(100_000) {
            let written = stream.write_all(piece).await;
            written.unwrap_or_else(|error| panic!("{name}: {error}"));
            tokio::task::yield_now().await;
        }
        let mut status = [0; 11];
        stream.read_exact(&mut status).await.unwrap();
        assert_eq!(&status, b"HTTP/1.1 40");
    }
}
