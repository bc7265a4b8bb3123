//! What happens when clients vanish, time passes, many come at once, and the process must end.

mod beside;
mod bodies;
mod chatter;
mod crowd;
mod deadlines;
mod expiry;
mod extremes;
mod full;
mod room;
mod shutdown;
mod unread;
mod vanishing;
mod writes;

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::envelope::{introduction, request};
use crate::support::http::Connection;
use crate::support::memory::Memory;
use crate::support::post::Post;

/// A call that goes on until the probe is opened.
fn wait(revision: Revision, text: &str) -> Value {
    let params = json!({ "name": "wait", "arguments": { "text": text } });
    request(revision, &json!("wait"), "tools/call", &params)
}

/// Begins a session over a connection in memory.
async fn begin(memory: &Memory, revision: Revision) -> String {
    let initialize = request(
        revision,
        &json!(0),
        "initialize",
        &introduction(revision.as_str()),
    );
    let response = memory
        .send(&Post::message(revision, None, &initialize))
        .await;
    response
        .head
        .header("mcp-session-id")
        .expect("a session begins")
        .to_owned()
}

/// Sends a request and leaves its answer for later.
async fn start(memory: &Memory, post: &Post) -> Connection {
    let mut connection = memory.connect();
    connection.write(&post.to_bytes()).await;
    connection
}

/// A call that reports three steps and answers.
fn steps(revision: Revision) -> Value {
    let params = json!({ "name": "steps", "arguments": {}, "_meta": { "progressToken": "x" } });
    request(revision, &json!("steps"), "tools/call", &params)
}
