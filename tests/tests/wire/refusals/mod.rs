//! Requests that must not get through: each with its status, its code, and nothing executed.

mod batch;
mod encodings;
mod framing;
mod guard;
mod hosts;
mod sessions;
mod sse;
mod stateless;

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::envelope::{V26, introduction, notification, request};
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

/// The code of what is no request.
const REQUEST: i64 = -32600;

/// A spoilt request, and what it comes to.
struct Row {
    name: &'static str,
    post: Post,
    status: u16,
    /// The code of the error; none for a request that is let through.
    code: Option<i64>,
}

const fn row(name: &'static str, post: Post, status: u16, code: i64) -> Row {
    Row {
        name,
        post,
        status,
        code: Some(code),
    }
}

/// A request that is odd, but fine.
const fn fine(name: &'static str, post: Post, status: u16) -> Row {
    Row {
        name,
        post,
        status,
        code: None,
    }
}

/// Sends each row, and fails where something else comes back or a tool has run.
async fn hold(served: &Served, revision: Revision, rows: Vec<Row>) {
    let before = served.probe.counted.times();
    for Row {
        name,
        post,
        status,
        code,
    } in rows
    {
        let response = served.send(&post).await;
        let body = String::from_utf8_lossy(&response.body);
        assert_eq!(response.head.status, status, "{name}: {body}");
        let Some(code) = code else { continue };
        let answer = response.json();
        schema::must_be_message(revision, &answer);
        assert_eq!(answer["error"]["code"], code, "{name}: {body}");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!((8..400).contains(&message.len()), "{name}: {message}");
    }
    assert_eq!(
        served.probe.counted.times(),
        before,
        "a refused call has run"
    );
}

/// A call with an effect that shows.
pub(crate) fn count(revision: Revision) -> Value {
    let params = json!({ "name": "count", "arguments": {} });
    request(revision, &json!("count"), "tools/call", &params)
}

/// That call, as it would run without a session.
fn sound() -> Post {
    Post::message(V26, None, &count(V26))
}

/// A request without an effect.
fn harmless() -> Post {
    let request = request(V26, &json!(1), "server/discover", &Value::Null);
    Post::message(V26, None, &request)
}

/// Begins a session whose client is initialized.
pub(crate) async fn begin(served: &Served, revision: Revision) -> String {
    begin_with(served, revision, json!({})).await
}

/// The same of a client that can do something.
pub(crate) async fn begin_with(served: &Served, revision: Revision, able: Value) -> String {
    let mut hello = introduction(revision.as_str());
    hello["capabilities"] = able;
    let initialize = request(revision, &json!(0), "initialize", &hello);
    let response = served
        .send(&Post::message(revision, None, &initialize))
        .await;
    assert_eq!(
        response.json()["result"]["protocolVersion"],
        revision.as_str()
    );
    let session = response.head.header("mcp-session-id");
    let session = session.expect("a session begins").to_owned();
    let settled = notification(revision, "notifications/initialized", &Value::Null);
    let post = Post::message(revision, Some(&session), &settled);
    assert_eq!(served.send(&post).await.head.status, 202);
    session
}
