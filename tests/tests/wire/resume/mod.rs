//! Connections that break: what a client gets when it comes back, and what it does not get.

mod bounds;
mod calls;
mod drain;
mod listening;
mod polling;
mod refusals;
mod store;

use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use serde_json::{Value, json};

use mcp_tests::Probe;

use crate::refusals::begin;
use crate::support::envelope::{V03, V06, V11, request};
use crate::support::heard::check;
use crate::support::http::{Connection, Event, Events, Response};
use crate::support::post::Post;
use crate::support::served::Served;

/// The revisions whose events have ids.
const WITH_IDS: [Revision; 3] = [V03, V06, V11];

/// Count aloud, each time somebody opens, and tell when it is said
#[tool]
async fn tick(to: u64, context: Context, State(probe): State<Probe>) -> String {
    probe.started.raise();
    for number in 1..=to {
        probe.opened.reached(number).await;
        context.log(Level::Error, number).await;
        probe.counted.raise();
    }
    format!("counted to {to}")
}

/// Send the client away, count aloud as soon as somebody opens, and send it away once more
#[tool]
async fn leave(to: u64, context: Context, State(probe): State<Probe>) -> String {
    context.close_stream();
    probe.started.raise();
    for number in 1..=to {
        probe.opened.reached(number).await;
        context.log(Level::Error, number).await;
        context.close_stream();
        probe.counted.raise();
    }
    format!("counted to {to}")
}

/// Count aloud without a pause, in numbers that take some room
#[tool]
async fn flood(to: u64, width: usize, context: Context, State(probe): State<Probe>) -> String {
    probe.started.raise();
    for number in 1..=to {
        context.log(Level::Error, format!("{number:0width$}")).await;
    }
    probe.counted.raise();
    format!("counted to {to}")
}

fn tools(builder: Builder) -> Builder {
    builder.tools(toolset![tick, leave, flood])
}

/// A client with a session of its own.
struct Visitor<'a> {
    served: &'a Served,
    revision: Revision,
    session: String,
}

impl<'a> Visitor<'a> {
    async fn begin(served: &'a Served, revision: Revision) -> Self {
        let session = begin(served, revision).await;
        Self {
            served,
            revision,
            session,
        }
    }

    /// A call whose answer is still to come.
    async fn call(&self, id: u64, name: &str, arguments: Value) -> Connection {
        let params = json!({ "name": name, "arguments": arguments });
        let message = request(self.revision, &json!(id), "tools/call", &params);
        let post = Post::message(self.revision, Some(&self.session), &message);
        let mut connection = Connection::open(self.served.address).await;
        connection.write(&post.to_bytes()).await;
        connection
    }

    /// A call whose answer is a stream.
    async fn stream(&self, id: u64, name: &str, arguments: Value) -> Events {
        let mut connection = self.call(id, name, arguments).await;
        let head = connection.head().await;
        assert_eq!(head.status, 200);
        Events::of(&head, connection)
    }

    fn get(&self) -> Post {
        let get = Post::get("/mcp").with("Mcp-Session-Id", &self.session);
        match self.revision.abilities().version_header {
            true => get.with("MCP-Protocol-Version", self.revision.as_str()),
            false => get,
        }
    }

    /// The rest of a stream.
    async fn resume(&self, id: &str) -> Events {
        let (head, connection) = self
            .served
            .open(&self.get().with("Last-Event-ID", id))
            .await;
        assert_eq!(head.status, 200, "{id}");
        Events::of(&head, connection)
    }

    /// Why there is no such rest.
    async fn refused(&self, id: &str) -> Response {
        self.served
            .send(&self.get().with("Last-Event-ID", id))
            .await
    }

    /// The next event that says something, held against the schema.
    async fn hear(&self, events: &mut Events) -> Option<(String, Value)> {
        let Event { name, data, id, .. } = events.next().await?;
        assert_eq!(name, "message");
        let message = serde_json::from_str(&data).expect("an event is JSON");
        check(self.revision, &message, "tools/call");
        let id = id.expect("the event has an id");
        assert!(id.bytes().all(|byte| byte.is_ascii_graphic()), "{id:?}");
        Some((id, message))
    }

    /// What is counted next, and its id.
    async fn number(&self, events: &mut Events) -> (String, Value) {
        let (id, mut message) = self.hear(events).await.expect("the stream goes on");
        (id, message["params"]["data"].take())
    }

    /// The numbers up to the answer, and the answer's text.
    async fn rest(&self, events: &mut Events) -> (Vec<Value>, String) {
        let mut numbers = Vec::new();
        loop {
            let (_, message) = self.hear(events).await.expect("there is an answer");
            match message.get("result") {
                Some(result) => {
                    let text = result["content"][0]["text"].as_str().unwrap().to_owned();
                    assert!(events.next().await.is_none(), "nothing follows an answer");
                    return (numbers, text);
                }
                None => numbers.push(message["params"]["data"].clone()),
            }
        }
    }
}

fn numbers(range: impl IntoIterator<Item = u64>) -> Vec<Value> {
    range.into_iter().map(Value::from).collect()
}

fn counted(to: u64) -> String {
    format!("counted to {to}")
}
