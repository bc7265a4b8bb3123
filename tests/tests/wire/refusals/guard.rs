//! What is checked before the body: paths, methods, types, and headers that stand twice.

use super::{REQUEST, fine, harmless, hold, row, sound};
use crate::support::envelope::V26;
use crate::support::post::Post;
use crate::support::served::Served;

/// Rows: MH-35.
#[tokio::test]
async fn a_header_that_stands_twice_is_refused() {
    let twice = |name: &str, value: &str| sound().with(name, value);
    let rows = vec![
        row("two hosts", twice("Host", "localhost"), 400, REQUEST),
        row(
            "two origins",
            twice("Origin", "http://localhost").with("Origin", "http://localhost"),
            400,
            REQUEST,
        ),
        row(
            "two versions",
            twice("MCP-Protocol-Version", "2026-07-28"),
            400,
            REQUEST,
        ),
        row(
            "two methods",
            twice("Mcp-Method", "tools/call"),
            400,
            REQUEST,
        ),
        row("two names", twice("mcp-name", "count"), 400, REQUEST),
        row(
            "two sessions",
            twice("Mcp-Session-Id", "x").with("Mcp-Session-Id", "x"),
            400,
            REQUEST,
        ),
        row(
            "two authorizations",
            twice("Authorization", "x").with("Authorization", "x"),
            400,
            REQUEST,
        ),
    ];
    hold(&Served::start().await, V26, rows).await;
}

#[tokio::test]
async fn a_body_must_say_that_it_is_json() {
    let sent = |value: &str| sound().set("Content-Type", value);
    let mut rows = vec![row(
        "nothing",
        sound().without("Content-Type"),
        415,
        REQUEST,
    )];
    for kind in [
        "text/plain",
        "application/jsonx",
        "application/json; charset=latin1",
        "",
        "application/x-www-form-urlencoded",
    ] {
        rows.push(row("another type", sent(kind), 415, REQUEST));
    }
    hold(&Served::start().await, V26, rows).await;
    let sent = |value: &'static str| fine(value, harmless().set("Content-Type", value), 200);
    let rows = vec![
        sent("Application/JSON"),
        sent("application/json; charset=UTF-8"),
        sent("application/json;x=y"),
    ];
    hold(&Served::start().await, V26, rows).await;
}

#[tokio::test]
async fn a_client_must_accept_what_it_may_get() {
    let served = Served::start().await;
    let accepting = |value: &'static str| harmless().set("Accept", value);
    let rows = vec![
        row("pictures", sound().set("Accept", "image/png"), 406, REQUEST),
        row(
            "a page",
            sound().set("Accept", "text/html, application/xml"),
            406,
            REQUEST,
        ),
        row(
            "no events from a listener",
            Post::get("/sse").set("Accept", "application/json"),
            406,
            REQUEST,
        ),
        fine("anything", accepting("*/*"), 200),
        fine("nothing in particular", harmless().without("Accept"), 200),
        fine(
            "the other way round",
            accepting("text/event-stream, application/json"),
            200,
        ),
        fine(
            "with weights",
            accepting("application/json;q=0.9, text/event-stream;q=0.1"),
            200,
        ),
        fine("JSON alone", accepting("application/json"), 200),
    ];
    hold(&served, V26, rows).await;
}

#[tokio::test]
async fn a_path_and_a_method_must_be_one_that_is_served() {
    let served = Served::start().await;
    let at = |path: &str| {
        let mut post = sound();
        path.clone_into(&mut post.path);
        post
    };
    let paths = [
        "/",
        "/mcp/",
        "//mcp",
        "/mcp/../mcp",
        "/%6dcp",
        "/MCP",
        "/mcp/x",
    ];
    let rows = paths.map(|path| row("a path", at(path), 404, REQUEST));
    hold(&served, V26, rows.into()).await;
    for (method, path, allow) in [
        ("PUT", "/mcp", "GET, POST, DELETE"),
        ("PATCH", "/mcp", "GET, POST, DELETE"),
        ("OPTIONS", "/mcp", "GET, POST, DELETE"),
        ("TRACE", "/mcp", "GET, POST, DELETE"),
        ("POST", "/sse", "GET"),
        ("DELETE", "/sse", "GET"),
        ("GET", "/message", "POST"),
    ] {
        let mut post = at(path);
        post.method = method;
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 405, "{method} {path}");
        assert_eq!(
            response.head.header("allow"),
            Some(allow),
            "{method} {path}"
        );
    }
    assert_eq!(served.probe.counted.times(), 0);
}
