//! HTTP with SSE: a stream that nobody reads holds so many answers, and what would be one more does
//! not begin.

use std::collections::BTreeSet;
use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::{Revision, Server};
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::envelope::{V03, V24, introduction, notification, request};
use crate::support::http::{Connection, Events, Response};
use crate::support::memory::Memory;
use crate::support::post::Post;

/// How many requests of a session are worked on, or have answers that wait for room.
const MOST: u64 = 64;
/// How much a big answer says.
const BIG: usize = 256 * 1024;
/// How many of them a stream keeps.
const KEPT_BIG: u64 = (1 << 20) / BIG as u64;
/// How many frames of events may be handed to what writes them; each is one answer here.
const FRAMES: u64 = 16;
/// How many messages a stream keeps.
const KEPT: u64 = 256;
/// What lies between the server and the client: less than a big answer has, and than a small one.
const WIDE: usize = BIG / 2;
const NARROW: usize = 32;

/// Count, and say a lot
#[tool]
fn big(State(probe): State<Probe>) -> String {
    probe.counted.raise();
    "x".repeat(BIG)
}

/// Wait until somebody opens
#[tool]
async fn wait(State(probe): State<Probe>) -> &'static str {
    probe.started.raise();
    probe.opened.reached(1).await;
    "opened"
}

/// A session whose stream is read only where a test does so.
struct Client {
    memory: Memory,
    probe: Probe,
    path: String,
    events: Events,
}

impl Client {
    async fn greet(revision: Revision, between: usize) -> Self {
        let probe = Probe::default();
        let server = Server::builder(("everything", "1")).state(probe.clone());
        let server = server.tools(toolset![big, wait]).build().unwrap();
        let memory = Memory::serve(&server);
        let mut connection: Connection = memory.connect_within(between);
        connection.write(&Post::get("/sse").to_bytes()).await;
        let mut events = Events::of(&connection.head().await, connection);
        let path = events.next().await.expect("the stream begins").data;
        let mut client = Self {
            memory,
            probe,
            path,
            events,
        };
        let hello = introduction(revision.as_str());
        let hello = request(revision, &json!("hello"), "initialize", &hello);
        assert_eq!(client.post(&hello).await.head.status, 202);
        assert_eq!(client.hear().await.unwrap()["id"], "hello");
        client
    }

    async fn post(&self, message: &Value) -> Response {
        self.memory.send(&Post::new(&self.path).json(message)).await
    }

    /// The next message on the stream; `None` at its end.
    async fn hear(&mut self) -> Option<Value> {
        let event = self.events.next().await?;
        Some(serde_json::from_str(&event.data).expect("an event is JSON"))
    }

    /// Asks with the ids from 0 on until that is refused, and tells how often it was not.
    async fn ask_until_refused(&self, message: impl Fn(u64) -> Value) -> u64 {
        for id in 0..2 * (MOST + KEPT) {
            let response = self.post(&message(id)).await;
            if response.head.status != 202 {
                hold_refused(&response, &json!(id));
                return id;
            }
        }
        panic!("nothing is refused");
    }

    /// Fails unless what is heard next are the answers to these ids, each once.
    async fn hear_answers(&mut self, count: u64) {
        let mut ids = BTreeSet::new();
        for _ in 0..count {
            let answer = self.hear().await.expect("the stream goes on");
            assert!(answer.get("result").is_some(), "{answer}");
            assert!(ids.insert(answer["id"].as_u64().unwrap()), "{answer}");
        }
        assert_eq!(ids, (0..count).collect());
    }

    /// Fails unless a request is taken and answered again.
    async fn is_served(&mut self) {
        assert_eq!(self.post(&ping("again")).await.head.status, 202);
        assert_eq!(self.hear().await.unwrap()["id"], "again");
    }
}

/// Fails unless it says that there is no room at the moment, and when to come back.
fn hold_refused(response: &Response, id: &Value) {
    assert_eq!(response.head.status, 429);
    assert_eq!(response.head.header("retry-after"), Some("5"));
    let refusal = response.json();
    assert_eq!(refusal.get("id").unwrap_or(&Value::Null), id, "{refusal}");
    assert_eq!(refusal["error"]["code"], -32603, "{refusal}");
    assert_eq!(
        refusal["error"]["data"]["reason"], "overloaded",
        "{refusal}"
    );
}

fn call(name: &str, id: u64) -> Value {
    let params = json!({ "name": name, "arguments": {} });
    request(V24, &json!(id), "tools/call", &params)
}

fn ping(id: impl Into<Value>) -> Value {
    request(V24, &id.into(), "ping", &Value::Null)
}

#[tokio::test(start_paused = true)]
async fn big_answers_that_nobody_reads_are_so_many_and_are_all_read_later() {
    let mut client = Client::greet(V24, WIDE).await;
    let asked = client.ask_until_refused(|id| call("big", id)).await;
    assert!(asked <= MOST + KEPT_BIG + 2, "{asked} answers are kept");
    assert_eq!(client.probe.counted.times(), asked, "a refused call ran");
    client.hear_answers(asked).await;
    client.is_served().await;
    assert_eq!(client.post(&call("big", 0)).await.head.status, 202);
    client.hear_answers(1).await;
    assert_eq!(client.probe.counted.times(), asked + 1);
}

#[tokio::test(start_paused = true)]
async fn small_answers_that_nobody_reads_are_more_but_not_without_end() {
    for message in [ping as fn(u64) -> Value, |id| {
        request(V24, &json!(id), "tools/list", &json!({}))
    }] {
        let mut client = Client::greet(V24, NARROW).await;
        let asked = client.ask_until_refused(message).await;
        let most = MOST + KEPT + FRAMES;
        assert!(
            (MOST + KEPT..=most).contains(&asked),
            "{asked} answers are kept"
        );
        client.hear_answers(asked).await;
        client.is_served().await;
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_run_count_and_what_is_not_answered_passes() {
    let mut client = Client::greet(V03, WIDE).await;
    let asked = client.ask_until_refused(|id| call("wait", id)).await;
    assert_eq!(asked, MOST);
    client.probe.started.reached(MOST).await;
    hold_refused(&client.post(&ping("more")).await, &json!("more"));
    let progress = json!({ "progressToken": 1, "progress": 1 });
    let progress = notification(V03, "notifications/progress", &progress);
    let answer = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
    for message in [&progress, &answer, &json!([progress, answer])] {
        assert_eq!(client.post(message).await.head.status, 202, "{message}");
    }
    let batch = json!([progress, ping("more")]);
    hold_refused(&client.post(&batch).await, &Value::Null);
    // What is cancelled is never answered, and makes room.
    let cancel = json!({ "requestId": MOST - 1 });
    let cancel = notification(V03, "notifications/cancelled", &cancel);
    assert_eq!(client.post(&cancel).await.head.status, 202);
    sleep(Duration::from_millis(1)).await;
    client.is_served().await;
    assert_eq!(client.probe.started.times(), MOST);
    client.probe.opened.raise();
    client.hear_answers(MOST - 1).await;
    client.is_served().await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_reads_slowly_hears_all_however_long_that_takes() {
    let mut client = Client::greet(V24, WIDE).await;
    let asked = client.ask_until_refused(|id| call("big", id)).await;
    let mut heard = BTreeSet::new();
    while heard.len() < usize::try_from(asked).unwrap() {
        sleep(Duration::from_secs(25)).await;
        let answer = client.hear().await.expect("the stream goes on");
        assert!(heard.insert(answer["id"].as_u64().unwrap()));
    }
    client.is_served().await;
}
