//! Sessions over streamable HTTP: missing, unknown, ended, and begun twice.

use serde_json::{Value, json};

use super::{REQUEST, begin, count, fine, hold, row};
use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, notification, request};
use crate::support::post::Post;
use crate::support::served::Served;

const UNKNOWN: &str = "0123456789abcdef0123456789abcdef";

/// A client should not ask before it says that it is initialized; that it must not, somebody has to want.
#[tokio::test]
async fn who_asks_before_the_handshake_is_over_is_refused_only_where_somebody_wants_that() {
    for strict in [false, true] {
        let served = Served::with(|builder| match strict {
            true => builder.strict_handshake(),
            false => builder,
        });
        let served = served.await;
        let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
        let opened = served.send(&Post::message(V11, None, &initialize)).await;
        let session = opened.head.header("mcp-session-id").unwrap().to_owned();
        let send = async |message: &Value| {
            let post = Post::message(V11, Some(&session), message);
            served.send(&post).await.head.status
        };
        let ping = request(V11, &json!(1), "ping", &json!({}));
        assert_eq!(send(&ping).await, 200);
        assert_eq!(send(&count(V11)).await, if strict { 400 } else { 200 });
        let settled = notification(V11, "notifications/initialized", &Value::Null);
        assert_eq!(send(&settled).await, 202);
        assert_eq!(send(&count(V11)).await, 200);
    }
}

/// Rows: SH-12, SH-13.
#[tokio::test]
async fn a_session_is_needed_and_must_be_known() {
    for revision in [V03, V06, V11] {
        let served = Served::start().await;
        let named = |session: &str| Post::message(revision, Some(session), &count(revision));
        let rows = vec![
            row(
                "no session",
                Post::message(revision, None, &count(revision)),
                400,
                REQUEST,
            ),
            row("an unknown session", named(UNKNOWN), 404, REQUEST),
            row(
                "a session of another make",
                named("not-one-of-ours"),
                404,
                REQUEST,
            ),
            row(
                "a shouted session",
                named(&UNKNOWN.to_uppercase()),
                404,
                REQUEST,
            ),
            row("an empty session", named(""), 400, REQUEST),
            row(
                "an oversized session",
                named(&"x".repeat(20_000)),
                400,
                REQUEST,
            ),
            row("a session with a space", named("a b"), 400, REQUEST),
            row("a session that is not ASCII", named("日本"), 400, REQUEST),
            row(
                "a listener without a session",
                Post::get("/mcp"),
                400,
                REQUEST,
            ),
            row(
                "a listener of an unknown session",
                Post::get("/mcp").with("Mcp-Session-Id", UNKNOWN),
                404,
                REQUEST,
            ),
            row("a deletion of nothing", Post::delete("/mcp"), 400, REQUEST),
            row(
                "a deletion of the unknown",
                Post::delete("/mcp").with("Mcp-Session-Id", UNKNOWN),
                404,
                REQUEST,
            ),
        ];
        hold(&served, revision, rows).await;
    }
}

/// Rows: VN-23.
#[tokio::test]
async fn a_version_header_must_be_one_that_shakes_hands() {
    for revision in [V24, V03, V06, V11] {
        let served = Served::start().await;
        let session = begin(&served, revision).await;
        let plain = Post::message(revision, Some(&session), &count(revision))
            .without("MCP-Protocol-Version");
        let versioned = |version: &str| plain.clone().with("MCP-Protocol-Version", version);
        let rows = vec![
            row("an unknown version", versioned("2020-01-01"), 400, -32022),
            row("no version at all", versioned("latest"), 400, -32022),
            row("an empty version", versioned(""), 400, -32022),
            row(
                "a version that is not ASCII",
                versioned("日本"),
                400,
                -32020,
            ),
            row(
                "a version without sessions",
                versioned(V26.as_str()),
                400,
                -32602,
            ),
        ];
        hold(&served, revision, rows).await;
        // The session knows its revision; another one in the header is no reason to refuse.
        for post in [
            plain.clone(),
            versioned("2025-11-25"),
            versioned(" 2025-03-26\t"),
        ] {
            assert_eq!(served.send(&post).await.head.status, 200);
        }
        let data = served.send(&versioned("2020-01-01")).await.json()["error"]["data"].clone();
        assert_eq!(data["requested"], "2020-01-01");
        assert!(!data["supported"].as_array().unwrap().is_empty());
    }
}

/// Rows: SH-13, SH-14.
#[tokio::test]
async fn a_session_ends_by_delete_and_is_unknown_from_then_on() {
    for revision in [V03, V06, V11] {
        let served = Served::start().await;
        let session = begin(&served, revision).await;
        let delete = Post::delete("/mcp").with("Mcp-Session-Id", &session);
        let response = served.send(&delete).await;
        assert_eq!((response.head.status, response.body.len()), (204, 0));
        let rows = vec![
            row(
                "a call",
                Post::message(revision, Some(&session), &count(revision)),
                404,
                REQUEST,
            ),
            row(
                "a listener",
                Post::get("/mcp").with("Mcp-Session-Id", &session),
                404,
                REQUEST,
            ),
            row("a second deletion", delete, 404, REQUEST),
        ];
        hold(&served, revision, rows).await;
    }
}

#[tokio::test]
async fn an_ended_session_and_one_that_never_was_look_the_same() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    served
        .send(&Post::delete("/mcp").with("Mcp-Session-Id", &session))
        .await;
    let ended = served
        .send(&Post::message(V11, Some(&session), &count(V11)))
        .await;
    for other in [UNKNOWN, "never made here"] {
        let other = Post::message(V11, Some(&other.replace(' ', "-")), &count(V11));
        let other = served.send(&other).await;
        assert_eq!(
            (other.head.status, other.body),
            (ended.head.status, ended.body.clone())
        );
    }
}

#[tokio::test]
async fn a_second_introduction_in_a_session_is_refused_and_a_proposed_id_is_not_taken() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    let initialize = request(V11, &json!(1), "initialize", &introduction("2025-11-25"));
    let again = Post::message(V11, Some(&session), &initialize);
    hold(&served, V11, vec![row("again", again, 400, REQUEST)]).await;
    let response = served
        .send(&Post::message(V11, Some(UNKNOWN), &initialize))
        .await;
    assert_eq!(response.head.status, 200);
    assert_ne!(response.head.header("mcp-session-id"), Some(UNKNOWN));
}

/// Rows: SH-10, SH-11.
#[tokio::test]
async fn a_session_id_is_visible_and_never_the_same() {
    let served = Served::start().await;
    let mut ids = Vec::new();
    for _ in 0..100 {
        let id = begin(&served, V11).await;
        assert!(
            id.len() >= 32 && id.bytes().all(|byte| byte.is_ascii_graphic()),
            "{id}"
        );
        ids.push(id);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 100);
}

/// Rows: SH-28.
#[tokio::test]
async fn sessions_do_not_look_at_the_headers_of_the_other_era() {
    for revision in [V03, V06, V11] {
        let served = Served::start().await;
        let session = begin(&served, revision).await;
        let list = request(revision, &json!(1), "tools/list", &Value::Null);
        let list = Post::message(revision, Some(&session), &list);
        let rows = vec![
            fine(
                "another method",
                list.clone().with("Mcp-Method", "ping"),
                200,
            ),
            fine("a name", list.with("Mcp-Name", "echo"), 200),
        ];
        hold(&served, revision, rows).await;
    }
}

#[tokio::test]
async fn an_introduction_may_carry_any_version_header_of_its_era() {
    let served = Served::start().await;
    let initialize = request(V11, &json!(1), "initialize", &introduction("2025-06-18"));
    for version in ["2025-11-25", "2024-11-05", "2020-01-01"] {
        let post = Post::message(V11, None, &initialize).with("MCP-Protocol-Version", version);
        let response = served.send(&post).await;
        assert_eq!(
            response.json()["result"]["protocolVersion"],
            "2025-06-18",
            "{version}"
        );
    }
}

/// Rows: VN-19.
#[tokio::test]
async fn both_eras_are_served_side_by_side() {
    let served = Served::start().await;
    let session = begin(&served, V06).await;
    for _ in 0..3 {
        let modern = served
            .send(&Post::message(V26, None, &count(V26)))
            .await
            .json();
        let legacy = served
            .send(&Post::message(V06, Some(&session), &count(V06)))
            .await
            .json();
        assert_eq!(modern["result"]["resultType"], "complete");
        assert_eq!(legacy["result"].get("resultType"), None);
    }
    assert_eq!(served.probe.counted.times(), 6);
}
