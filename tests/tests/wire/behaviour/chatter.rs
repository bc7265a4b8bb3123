//! Calls that talk without end: they end when their time is over, and keep nobody from their turn.

use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, consume_budget};
use tokio::time::{Instant, advance, sleep};

use super::{begin, start};
use crate::refusals::count;
use crate::support::apart::apart;
use crate::support::envelope::{LOG_LEVEL, V03, V06, V11, V24, V26};
use crate::support::envelope::{introduction, notification, request};
use crate::support::http::Connection;
use crate::support::lines::Lines;
use crate::support::memory::Memory;
use crate::support::post::Post;

/// How long a call may take.
const LIMIT: Duration = Duration::from_secs(5);
const LATE: &str = "timed out after 5 s";

/// Tells when a tool is dropped.
struct Fall(Probe);

impl Drop for Fall {
    fn drop(&mut self) {
        self.0.dropped.raise();
    }
}

/// Talk without end
#[tool]
async fn chatter(context: Context, progress: Progress, State(probe): State<Probe>) -> String {
    let _fall = Fall((*probe).clone());
    probe.started.raise();
    loop {
        progress.report(1).await;
        context.log(Level::Error, "words").await;
    }
}

/// Work without end, and say nothing
#[tool]
async fn busy(State(probe): State<Probe>) -> String {
    let _fall = Fall((*probe).clone());
    probe.started.raise();
    loop {
        consume_budget().await;
    }
}

#[derive(Form)]
struct Named {
    #[allow(dead_code, reason = "nobody answers")]
    name: String,
}

/// Ask, and wait for the answer
#[tool]
async fn ask(context: Context, State(probe): State<Probe>) -> String {
    let _fall = Fall((*probe).clone());
    let answer = context.ask::<Named>("Who are you?").await;
    format!("{:?}", answer.err())
}

/// A server and those who call it.
struct Stage {
    memory: Memory,
    probe: Probe,
    end: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

fn server(probe: &Probe) -> Builder {
    let server = mcp_tests::watched(probe).tool_timeout(LIMIT);
    server.tools(toolset![chatter, busy, ask])
}

impl Stage {
    fn set(options: impl FnOnce(Builder) -> Builder) -> Self {
        let probe = Probe::default();
        let server = options(server(&probe)).build().unwrap();
        let (end, told) = oneshot::channel();
        let (memory, served) = Memory::until(&server, async { drop(told.await) });
        Self {
            memory,
            probe,
            end,
            served,
        }
    }

    /// Begins a call.
    async fn call(&self, revision: Revision, session: Option<&str>, call: &Value) -> Connection {
        start(&self.memory, &Post::message(revision, session, call)).await
    }

    /// Somebody else is served while the calls still run.
    async fn others_are_served(&self) {
        let post = Post::message(V26, None, &count(V26));
        assert_eq!(self.memory.send(&post).await.head.status, 200);
        assert_eq!(self.probe.dropped.times(), 0, "the call runs");
    }

    /// Lets the time of all calls pass, and waits until they are gone.
    async fn time_is_over(&self) {
        let calls = self.probe.started.times();
        assert!(calls > 0, "no call runs");
        advance(LIMIT).await;
        let since = Instant::now();
        self.probe.dropped.reached(calls).await;
        assert!(since.elapsed() < LIMIT, "{:?}", since.elapsed());
    }

    /// A call is answered when its time is over, and keeps neither others nor the end of the server waiting.
    async fn answers_late(self, mut connection: Connection) {
        self.others_are_served().await;
        self.time_is_over().await;
        let answer = connection.response().await.json();
        assert_eq!(answer["result"]["content"][0]["text"], LATE);
        self.ends().await;
    }

    /// The same of one whose answer is read from a stream.
    async fn tells_late(self, answer: JoinHandle<String>) {
        self.others_are_served().await;
        self.time_is_over().await;
        assert!(answer.await.unwrap().contains(LATE));
        self.ends().await;
    }

    /// The server ends without waiting for anything.
    async fn ends(self) {
        let since = Instant::now();
        self.end.send(()).expect("it runs");
        self.served.await.expect("it does not panic");
        assert!(since.elapsed() < LIMIT, "{:?}", since.elapsed());
    }
}

fn tool(revision: Revision, name: &str, meta: &Value) -> Value {
    let params = json!({ "name": name, "arguments": {}, "_meta": meta });
    request(revision, &json!(1), "tools/call", &params)
}

/// Reads a stream up to the event with an answer.
fn read(mut connection: Connection) -> JoinHandle<String> {
    tokio::spawn(async move {
        loop {
            let chunk = connection.chunk().await.expect("there is an answer");
            let chunk = String::from_utf8(chunk).expect("events are UTF-8");
            if chunk.contains(r#""result""#) {
                return chunk;
            }
        }
    })
}

#[test]
fn a_call_that_talks_to_a_reader_ends_in_time() {
    apart(|| async {
        let stage = Stage::set(|builder| builder);
        let session = begin(&stage.memory, V03).await;
        let call = tool(V03, "chatter", &json!({}));
        let mut connection = stage.call(V03, Some(&session), &call).await;
        assert!(connection.head().await.is_stream());
        let answer = read(connection);
        stage.tells_late(answer).await;
    });
}

#[test]
fn a_call_without_a_session_that_talks_ends_in_time() {
    apart(|| async {
        let stage = Stage::set(|builder| builder);
        let call = tool(V26, "chatter", &json!({ LOG_LEVEL: "debug" }));
        let mut connection = stage.call(V26, None, &call).await;
        assert!(connection.head().await.is_stream());
        let answer = read(connection);
        stage.tells_late(answer).await;
    });
}

#[test]
fn a_call_that_talks_and_that_nobody_hears_ends_in_time() {
    apart(|| async {
        let stage = Stage::set(|builder| builder);
        let call = tool(V26, "chatter", &json!({}));
        let connection = stage.call(V26, None, &call).await;
        stage.answers_late(connection).await;
    });
}

#[test]
fn a_call_that_always_uses_up_its_turn_ends_in_time() {
    apart(|| async {
        let stage = Stage::set(|builder| builder);
        let call = tool(V26, "busy", &json!({}));
        let connection = stage.call(V26, None, &call).await;
        stage.answers_late(connection).await;
    });
}

#[test]
fn the_calls_of_a_batch_that_talk_end_together() {
    for stays in [true, false] {
        apart(move || async move {
            let stage = Stage::set(|builder| builder);
            let session = begin(&stage.memory, V03).await;
            let mut batch = vec![tool(V03, "chatter", &json!({})); 4];
            for (id, call) in batch.iter_mut().enumerate() {
                call["id"] = json!(id);
            }
            let batch = Value::from(batch);
            let mut connection = stage.call(V03, Some(&session), &batch).await;
            assert!(connection.head().await.is_stream());
            let answer = stays.then(|| read(connection));
            stage.probe.started.reached(4).await;
            stage.others_are_served().await;
            stage.time_is_over().await;
            if let Some(answer) = answer {
                assert_eq!(answer.await.unwrap().matches(LATE).count(), 4);
            }
            stage.ends().await;
        });
    }
}

/// With a log of the stream, and without.
#[test]
fn a_call_that_talks_ends_in_time_when_its_client_is_gone() {
    for (revision, kept) in [(V06, 0), (V06, 300), (V11, 0), (V11, 300)] {
        apart(move || async move {
            let kept = Duration::from_secs(kept);
            let stage = Stage::set(|builder| builder.resumable_for(kept));
            let session = begin(&stage.memory, revision).await;
            let call = tool(revision, "chatter", &json!({}));
            let mut connection = stage.call(revision, Some(&session), &call).await;
            assert!(connection.head().await.is_stream());
            drop(connection);
            stage.others_are_served().await;
            stage.time_is_over().await;
            stage.ends().await;
        });
    }
}

/// A stream of events and a path to post to.
async fn open(stage: &Stage) -> (Connection, String) {
    let mut connection = start(&stage.memory, &Post::get("/sse")).await;
    assert!(connection.head().await.is_stream());
    let event = connection.chunk().await.expect("the stream begins");
    let event = String::from_utf8(event).expect("events are UTF-8");
    let path = event.trim_end().rsplit("data: ").next().expect("a path");
    let initialize = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    let post = Post::new(path).json(&initialize);
    assert_eq!(stage.memory.send(&post).await.head.status, 202);
    connection.chunk().await.expect("the answer");
    (connection, path.to_owned())
}

#[test]
fn a_call_that_talks_into_the_stream_of_its_session_ends_in_time() {
    apart(|| async {
        let stage = Stage::set(|builder| builder);
        let (connection, path) = open(&stage).await;
        let answer = read(connection);
        let post = Post::new(path).json(&tool(V24, "chatter", &json!({})));
        assert_eq!(stage.memory.send(&post).await.head.status, 202);
        stage.tells_late(answer).await;
    });
}

#[test]
fn a_call_that_talks_over_a_pipe_ends_in_time() {
    apart(|| async {
        let probe = Probe::default();
        let mut lines = Lines::open(server(&probe).build().unwrap());
        let hello = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
        let call = tool(V11, "chatter", &json!({}));
        let ping = request(V11, &json!("ping"), "ping", &Value::Null);
        for message in [hello, call, ping] {
            lines.write(message.to_string().as_bytes()).await;
        }
        let mut read_to = async |id: Value| loop {
            let line = lines.read().await.expect("the pipe stays");
            let message: Value = serde_json::from_str(&line).expect("a line is JSON");
            if message["id"] == id {
                return message;
            }
        };
        read_to(json!("ping")).await;
        assert_eq!(probe.dropped.times(), 0, "the call runs");
        advance(LIMIT).await;
        let answer = read_to(json!(1)).await;
        assert_eq!(answer["result"]["content"][0]["text"], LATE);
        lines.close().await;
    });
}

/// A session whose call has asked something and has lost its stream.
async fn asked(stage: &Stage) -> String {
    let mut introduction = introduction(V06.as_str());
    introduction["capabilities"] = json!({ "elicitation": {} });
    let initialize = request(V06, &json!(0), "initialize", &introduction);
    let post = Post::message(V06, None, &initialize);
    let response = stage.memory.send(&post).await;
    let session = response.head.header("mcp-session-id").unwrap().to_owned();
    let known = notification(V06, "notifications/initialized", &Value::Null);
    let post = Post::message(V06, Some(&session), &known);
    assert_eq!(stage.memory.send(&post).await.head.status, 202);
    let call = tool(V06, "ask", &json!({}));
    let mut connection = stage.call(V06, Some(&session), &call).await;
    connection.head().await;
    let question = connection.chunk().await.expect("it asks");
    assert!(String::from_utf8_lossy(&question).contains("elicitation/create"));
    drop(connection);
    // Paused time moves on only once every task has done all it can.
    sleep(Duration::from_millis(1)).await;
    session
}

#[test]
fn a_call_that_has_asked_can_be_cancelled_when_its_stream_is_gone() {
    apart(|| async {
        let stage = Stage::set(|builder| builder.resumable_for(Duration::ZERO));
        let session = asked(&stage).await;
        let params = json!({ "requestId": 1 });
        let cancel = notification(V06, "notifications/cancelled", &params);
        let post = Post::message(V06, Some(&session), &cancel);
        assert_eq!(stage.memory.send(&post).await.head.status, 202);
        stage.probe.dropped.reached(1).await;
        stage.ends().await;
    });
}
