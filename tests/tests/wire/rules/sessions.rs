//! Sessions beside each other, and what is refused in one.

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::refusals::{begin, count};
use crate::support::envelope::{V03, V06, V11, V24, introduction, request};
use crate::support::http::{Connection, Events};
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

const STREAMABLE: [Revision; 3] = [V03, V06, V11];

fn call(revision: Revision, name: &str, arguments: &Value) -> Value {
    let params = json!({ "name": name, "arguments": arguments });
    request(revision, &json!(name), "tools/call", &params)
}

fn set_level(revision: Revision, level: &str) -> Value {
    request(
        revision,
        &json!("level"),
        "logging/setLevel",
        &json!({ "level": level }),
    )
}

/// How many messages a session gets of a tool that logs at every level.
async fn messages(served: &Served, revision: Revision, session: &str) -> usize {
    let say = call(revision, "say", &json!({}));
    let post = Post::message(revision, Some(session), &say);
    let mut connection = Connection::open(served.address).await;
    connection.write(&post.to_bytes()).await;
    let head = connection.head().await;
    let mut events = Events::of(&head, connection);
    let mut count = 0;
    while let Some(event) = events.next().await {
        count += usize::from(event.data.contains("notifications/message"));
    }
    count
}

/// Rows: LC-19, PC-19.
#[tokio::test]
async fn a_level_belongs_to_one_session() {
    let served = Served::start().await;
    for revision in STREAMABLE {
        let (one, other) = (
            begin(&served, revision).await,
            begin(&served, revision).await,
        );
        let set = Post::message(revision, Some(&one), &set_level(revision, "emergency"));
        assert_eq!(served.send(&set).await.json()["result"], json!({}));
        assert_eq!(messages(&served, revision, &one).await, 1);
        assert_eq!(messages(&served, revision, &other).await, 7);
    }
}

/// Rows: SH-03.
#[tokio::test]
async fn what_nothing_answers_needs_a_session_too() {
    let served = Served::start().await;
    for revision in STREAMABLE {
        let session = begin(&served, revision).await;
        for message in [
            json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
            json!({ "jsonrpc": "2.0", "id": 1, "result": {} }),
        ] {
            let posted = |session| Post::message(revision, session, &message);
            for (post, status) in [
                (posted(Some(&session)), 202),
                (posted(None), 400),
                (posted(Some("garbage")), 404),
            ] {
                let response = served.send(&post).await;
                assert_eq!(response.head.status, status, "{revision} {message}");
                if status == 202 {
                    assert!(response.body.is_empty());
                } else {
                    schema::must_be_message(V11, &response.json());
                }
            }
        }
    }
}

/// Rows: JR-11, SH-27.
#[tokio::test]
async fn a_body_that_is_no_json_is_refused_in_a_session_too() {
    let served = Served::start().await;
    for revision in STREAMABLE {
        let session = begin(&served, revision).await;
        let sound = Post::message(revision, Some(&session), &count(revision));
        for (post, status, code) in [
            (sound.clone().set("Content-Type", "text/plain"), 415, -32600),
            (sound.clone().without("Content-Type"), 415, -32600),
            (sound.clone().body("{"), 400, -32700),
            (sound.clone().body("\u{feff}{}"), 400, -32700),
        ] {
            let response = served.send(&post).await;
            assert_eq!(response.head.status, status, "{revision}");
            let answer = response.json();
            assert_eq!(answer["error"]["code"], code, "{revision}");
            assert_eq!(answer.get("id"), None);
        }
        assert_eq!(served.send(&sound).await.head.status, 200);
    }
    assert_eq!(
        served.probe.counted.times(),
        3,
        "only what was sound has run"
    );
}

/// Rows: SH-22, SE-01.
#[tokio::test]
async fn a_session_does_not_help_a_foreign_page() {
    let served = Served::start().await;
    for revision in STREAMABLE {
        let session = begin(&served, revision).await;
        let named = |post: Post| post.with("Mcp-Session-Id", &session);
        let hello = introduction(revision.as_str());
        let hello = request(revision, &json!(1), "initialize", &hello);
        for post in [
            Post::message(revision, Some(&session), &count(revision)),
            Post::message(revision, None, &hello),
            named(Post::get("/mcp")),
            named(Post::delete("/mcp")),
        ] {
            let response = served
                .send(&post.with("Origin", "http://evil.example.com"))
                .await;
            assert_eq!(response.head.status, 403, "{revision}");
            assert_eq!(response.head.header("mcp-session-id"), None);
        }
        let sound = Post::message(revision, Some(&session), &count(revision));
        assert_eq!(
            served.send(&sound).await.head.status,
            200,
            "it is still there"
        );
    }
    assert_eq!(served.probe.counted.times(), 3);
}

/// Rows: VN-25.
#[tokio::test]
async fn without_the_version_header_a_session_speaks_what_it_settled_on() {
    let served = Served::start().await;
    for revision in [V24, V03, V06, V11] {
        let session = begin(&served, revision).await;
        let list = request(revision, &json!(1), "tools/list", &Value::Null);
        for header in [None, Some("2025-11-25"), Some("2025-03-26")] {
            let mut post =
                Post::message(revision, Some(&session), &list).without("MCP-Protocol-Version");
            if let Some(header) = header {
                post = post.with("MCP-Protocol-Version", header);
            }
            let answer = served.send(&post).await.json();
            let tool = &answer["result"]["tools"][0];
            let abilities = revision.abilities();
            assert_eq!(
                tool.get("title").is_some(),
                abilities.title,
                "{revision} {header:?}"
            );
            let hints = tool.get("annotations").is_some();
            assert_eq!(hints, revision != V24, "{revision} {header:?}");
        }
    }
}
