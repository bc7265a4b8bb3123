//! The gates of 2026-07-28, in their order.

mod bodies;
mod headers;
mod order;

use serde_json::{Value, json};

use super::{REQUEST, Row, count, fine, hold, row, sound};
use crate::support::envelope::{CLIENT, V26, VERSION, notification, request};
use crate::support::post::Post;
use crate::support::served::Served;

const MISMATCH: i64 = -32020;
const UNSUPPORTED: i64 = -32022;
const PARAMS: i64 = -32602;

/// A sound call with another body under the same headers.
fn with(change: impl FnOnce(&mut Value)) -> Post {
    let mut body = count(V26);
    change(&mut body);
    sound().json(&body)
}

/// The same with a member of `_meta` changed, or taken away.
fn meta(member: &str, value: Option<Value>) -> Post {
    with(|body| {
        let meta = body["params"]["_meta"].as_object_mut().unwrap();
        match value {
            Some(value) => meta.insert(member.to_owned(), value),
            None => meta.remove(member),
        };
    })
}

/// The same in a version that header and body agree on.
fn version(version: &str) -> Post {
    meta(VERSION, Some(json!(version))).set("MCP-Protocol-Version", version)
}

/// A call of a tool under another spelling of its name.
fn named(name: &str, header: &str) -> Post {
    with(|body| body["params"]["name"] = json!(name)).set("Mcp-Name", header)
}

#[tokio::test]
async fn a_header_that_contradicts_the_body_is_refused() {
    hold(&Served::start().await, V26, headers::rows()).await;
}

#[tokio::test]
async fn a_body_that_does_not_say_who_asks_is_refused() {
    hold(&Served::start().await, V26, bodies::rows()).await;
}

#[tokio::test]
async fn the_gates_stand_in_their_order() {
    hold(&Served::start().await, V26, order::rows()).await;
}

/// Rows: VN-11, VN-29.
#[tokio::test]
async fn a_readable_id_comes_back_with_every_refusal() {
    let served = Served::start().await;
    let spoilt = [headers::rows(), order::rows()].into_iter().flatten();
    for Row { name, post, .. } in spoilt.filter(|row| !row.name.contains("ASCII")) {
        let answer = served.send(&post).await.json();
        assert!(
            ["count", "1"].contains(&answer["id"].to_string().trim_matches('"')),
            "{name}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_missing_header_is_told_from_a_wrong_one() {
    let served = Served::start().await;
    for (header, member) in [("Mcp-Method", "method"), ("Mcp-Name", "params.name")] {
        let wrong = (sound().set(header, "other"), "differs");
        for (post, how) in [(sound().without(header), "is missing"), wrong] {
            let answer = served.send(&post).await.json();
            let told = format!("the `{header}` header {how}; it must repeat `{member}`");
            assert_eq!(answer["error"]["message"], told);
        }
    }
}

/// Rows: VN-05.
#[tokio::test]
async fn a_refused_version_names_those_that_would_do() {
    let served = Served::start().await;
    let answer = served.send(&version("v999.0.0")).await.json();
    let data = json!({ "supported": ["2026-07-28"], "requested": "v999.0.0" });
    assert_eq!(answer["error"]["data"], data);
}

/// Rows: MH-03, MH-04, MH-17, MH-18, MH-21, MH-29, VN-04.
#[tokio::test]
async fn what_is_only_unusual_is_served() {
    let echo = json!({ "name": "echo", "arguments": { "text": "x" } });
    let echo = Post::message(V26, None, &request(V26, &json!(1), "tools/call", &echo));
    let mut nobody = request(V26, &json!(1), "tools/list", &Value::Null);
    nobody["params"]["_meta"]
        .as_object_mut()
        .unwrap()
        .remove(CLIENT);
    let notice = |method| notification(V26, method, &Value::Null);
    let bare = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled" });
    let modern = |body: &Value| {
        Post::new("/mcp")
            .with("MCP-Protocol-Version", "2026-07-28")
            .json(body)
    };
    let rows = vec![
        fine(
            "a client without a name",
            Post::message(V26, None, &nobody),
            200,
        ),
        fine(
            "spaces around a header",
            echo.clone().set("Mcp-Name", "  echo \t"),
            200,
        ),
        fine(
            "a name in base64",
            echo.clone().set("Mcp-Name", "=?base64?ZWNobw==?="),
            200,
        ),
        fine(
            "shouted header names",
            echo.clone()
                .without("Mcp-Method")
                .with("MCP-METHOD", "tools/call"),
            200,
        ),
        fine(
            "a session that nobody has",
            echo.clone().with("Mcp-Session-Id", "nobody"),
            200,
        ),
        fine(
            "an event that nobody had",
            echo.clone().with("Last-Event-ID", "7"),
            200,
        ),
        fine(
            "a parameter's header that nobody reads",
            echo.with("Mcp-Param-Foo", "x"),
            200,
        ),
        fine(
            "a notification",
            Post::message(V26, None, &notice("notifications/cancelled")),
            202,
        ),
        fine(
            "a notification without headers",
            Post::new("/mcp").json(&notice("notifications/foo")),
            202,
        ),
        fine("a notification without `_meta`", modern(&bare), 202),
        row(
            "a notification of two versions",
            modern(&notice("notifications/foo")).set("MCP-Protocol-Version", "2025-11-25"),
            400,
            MISMATCH,
        ),
    ];
    hold(&Served::start().await, V26, rows).await;
}

/// Rows: MH-03.
#[tokio::test]
async fn a_stateless_answer_begins_no_session() {
    let served = Served::start().await;
    let response = served.send(&sound().with("Mcp-Session-Id", "nobody")).await;
    assert_eq!(response.head.header("mcp-session-id"), None);
}

/// Rows: MH-02.
#[tokio::test]
async fn there_is_nothing_to_listen_to_or_to_delete() {
    let served = Served::start().await;
    for post in [Post::get("/mcp"), Post::delete("/mcp")] {
        let response = served
            .send(&post.with("MCP-Protocol-Version", "2026-07-28"))
            .await;
        assert_eq!(response.head.status, 405);
        assert_eq!(response.head.header("allow"), Some("POST"));
    }
}
