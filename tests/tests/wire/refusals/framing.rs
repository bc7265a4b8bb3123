//! Bytes that are no request, no JSON, or too many.

use serde_json::{Value, json};

use super::{REQUEST, count, hold, row, sound};
use crate::support::envelope::{V26, request};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;

const PARSE: i64 = -32700;

/// Rows: JR-11.
#[tokio::test]
async fn a_body_that_is_no_message_is_refused_without_an_id() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    let twice = format!("{0}{0}", count(V26));
    let utf16: Vec<u8> = count(V26)
        .to_string()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let rows = vec![
        row("nothing", sound().body(""), 400, PARSE),
        row("half an object", sound().body("{"), 400, PARSE),
        row("words", sound().body("hello"), 400, PARSE),
        row("two messages", sound().body(twice), 400, PARSE),
        row(
            "invalid UTF-8",
            sound().body(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}"),
            400,
            PARSE,
        ),
        row(
            "a byte order mark",
            sound().body(format!("\u{feff}{}", count(V26))),
            400,
            PARSE,
        ),
        row("UTF-16", sound().body(utf16), 400, PARSE),
        row(
            "half a surrogate pair",
            sound().body(r#"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#),
            400,
            PARSE,
        ),
        row("a deep array", sound().body(deep), 400, PARSE),
        row("a number", sound().body("42"), 400, REQUEST),
        row("null", sound().body("null"), 400, REQUEST),
        row("an empty array", sound().body("[]"), 400, REQUEST),
        row("an empty object", sound().body("{}"), 400, REQUEST),
    ];
    let served = Served::start().await;
    for row in &rows {
        let answer = served.send(&row.post).await.json();
        assert_eq!(answer.get("id"), None, "{}", row.name);
    }
    hold(&served, V26, rows).await;
}

/// Rows: SE-06.
#[tokio::test]
async fn a_body_of_the_greatest_size_is_read_and_one_byte_more_is_not() {
    let limit = 4096;
    let served = Served::with(|builder| builder.body_limit(limit)).await;
    let body = |size: usize| {
        let text = |length: usize| {
            let params = json!({ "name": "echo", "arguments": { "text": "x".repeat(length) } });
            request(V26, &json!(1), "tools/call", &params)
        };
        let rest = text(0).to_string().len();
        text(size - rest)
    };
    let response = served.send(&Post::message(V26, None, &body(limit))).await;
    assert_eq!(response.head.status, 200);
    let rows = vec![row(
        "one more",
        Post::message(V26, None, &body(limit + 1)),
        413,
        REQUEST,
    )];
    hold(&served, V26, rows).await;
}

#[tokio::test]
async fn a_large_body_is_refused_before_it_is_sent() {
    let served = Served::start().await;
    for expect in [None, Some("100-continue")] {
        let mut post = sound()
            .body("")
            .unmeasured()
            .with("Content-Length", "5000000");
        if let Some(expect) = expect {
            post = post.with("Expect", expect);
        }
        let mut connection = Connection::open(served.address).await;
        connection.write(&post.to_bytes()).await;
        let response = connection.response().await;
        assert_eq!(response.head.status, 413, "{expect:?}");
        assert_eq!(response.head.header("connection"), Some("close"));
        assert!(connection.rest().await.is_empty());
    }
}

#[tokio::test]
async fn a_body_in_pieces_is_read_up_to_the_limit() {
    let served = Served::with(|builder| builder.body_limit(1000)).await;
    let chunked = |body: &str| {
        let mut pieces = String::new();
        for piece in body.as_bytes().chunks(7) {
            pieces += &format!(
                "{:x}\r\n{}\r\n",
                piece.len(),
                String::from_utf8_lossy(piece)
            );
        }
        pieces + "0\r\n\r\n"
    };
    let post = sound().unmeasured().with("Transfer-Encoding", "chunked");
    let response = served
        .send(&post.clone().body(chunked(&count(V26).to_string())))
        .await;
    assert_eq!(response.head.status, 200);
    let response = served.send(&post.body(chunked(&" ".repeat(1001)))).await;
    assert_eq!(response.head.status, 413);
}

#[tokio::test]
async fn a_request_whose_length_is_in_doubt_is_refused_and_the_connection_ends() {
    let served = Served::start().await;
    let plain = sound().unmeasured();
    let length = count(V26).to_string().len().to_string();
    let spoilt = [
        plain.clone().with("Content-Length", "-1"),
        plain
            .clone()
            .with("Content-Length", "1")
            .with("Content-Length", &length),
        plain.clone().with("Content-Length", format!("{length}, 1")),
        plain.clone().with("Transfer-Encoding", "chunked, identity"),
        plain
            .clone()
            .with("Transfer-Encoding", "chunked")
            .body("xyz\r\n"),
        plain.clone().with("Bad Name", "x"),
        plain.with("X-Folded", "a\r\n folded"),
    ];
    for post in spoilt {
        let mut connection = Connection::open(served.address).await;
        connection.write(&post.to_bytes()).await;
        let rest = connection.rest().await;
        let head = String::from_utf8_lossy(&rest[..rest.len().min(40)]).into_owned();
        assert!(head.starts_with("HTTP/1.1 400"), "{head:?} for {post:?}");
    }
    assert_eq!(served.probe.counted.times(), 0);
}

/// Rows: SE-06.
#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let served = Served::start().await;
    let many = (0..101).fold(sound(), |post, number| {
        post.with(&format!("X-{number}"), "x")
    });
    let long = sound().with("X-Long", "x".repeat(70_000));
    for post in [many, long] {
        let mut connection = Connection::open(served.address).await;
        connection.write(&post.to_bytes()).await;
        let rest = connection.rest().await;
        assert!(
            rest.starts_with(b"HTTP/1.1 431"),
            "{:?}",
            String::from_utf8_lossy(&rest)
        );
    }
    assert_eq!(served.probe.counted.times(), 0);
}

#[tokio::test]
async fn requests_in_one_write_are_answered_in_their_order() {
    let served = Served::start().await;
    let mut connection = Connection::open(served.address).await;
    let mut bytes = Vec::new();
    for number in 0..20 {
        let params = json!({ "name": "echo", "arguments": { "text": number.to_string() } });
        let request = request(V26, &json!(number), "tools/call", &params);
        bytes.extend(Post::message(V26, None, &request).to_bytes());
    }
    connection.write(&bytes).await;
    for number in 0..20 {
        let answer: Value = connection.response().await.json();
        assert_eq!(answer["id"], number);
        assert_eq!(answer["result"]["content"][0]["text"], number.to_string());
    }
}
