//! How many bytes a server holds of large messages, whoever sends them and however they come.

use std::future::poll_fn;
use std::ops::Range;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::{Builder, FromContext, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::wait;
use crate::refusals::{begin, begin_with, count};
use crate::support::envelope::{V03, V11, V24, V26, introduction, request};
use crate::support::http::{Connection, Events, Response};
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::served::Served;

/// How much the text of a large message has, which then has a little more.
const LARGE: usize = 240 << 10;
/// How many bytes of a message do not count.
const FREE: usize = 16 << 10;
/// As many as two large messages have that count, and not as many as three.
const TWO: usize = 3 * LARGE - 3 * FREE - 1;

/// Room for two large messages, of which each may be somewhat larger.
fn room(builder: Builder) -> Builder {
    builder.body_limit(LARGE + FREE).max_body_memory(TWO)
}

async fn serve() -> Served {
    Served::with(room).await
}

/// A large call that is answered at once.
fn say(revision: Revision, session: Option<&str>) -> Post {
    let params = json!({ "name": "echo", "arguments": { "text": text() } });
    let call = request(revision, &json!("say"), "tools/call", &params);
    Post::message(revision, session, &call)
}

fn text() -> String {
    "x".repeat(LARGE)
}

fn must_be_refused(response: &Response) {
    assert_eq!(response.head.status, 503, "{response:?}");
    assert_eq!(response.head.header("retry-after"), Some("5"));
    assert_eq!(response.head.header("connection"), Some("close"));
    let refusal = response.json();
    assert_eq!(refusal["error"]["code"], -32603, "{refusal}");
    let message = refusal["error"]["message"].as_str().expect("a message");
    assert!(message.ends_with("with less than 16 KiB"), "{message}");
}

/// How many bytes of a request are left for later.
const REST: usize = 10;

/// Sends all of a request but the rest.
async fn halve(mut connection: Connection, bytes: &[u8]) -> Connection {
    connection.write(&bytes[..bytes.len() - REST]).await;
    connection
}

/// Sends a large message until there is room for it.
async fn until_let_in(served: &Served, post: &Post) {
    loop {
        match served.send(post).await.head.status {
            200 | 202 => return,
            503 => tokio::task::yield_now().await,
            other => panic!("{other}"),
        }
    }
}

/// Makes a large call that waits, the one of this number.
async fn begin_waiting(served: &Served, post: &Post, number: u64) -> Connection {
    let mut connection = Connection::open(served.address).await;
    connection.write(&post.to_bytes()).await;
    tokio::select! {
        () = served.probe.started.reached(number) => connection,
        response = connection.response() => panic!("{response:?}"),
    }
}

/// Waits until the server has done all it can, for paused time moves on only then.
async fn settle() {
    sleep(Duration::from_secs(1)).await;
}

/// The same request without a word of how long it is, in pieces of so many bytes.
fn chunked(post: Post, size: usize) -> Vec<u8> {
    let post = post.unmeasured().with("Transfer-Encoding", "chunked");
    let bytes = post.to_bytes();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = bytes.split_at(end.expect("a head") + 4);
    let mut chunked = head.to_vec();
    for piece in body.chunks(size) {
        chunked.extend(format!("{:x}\r\n", piece.len()).into_bytes());
        chunked.extend(piece);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    chunked
}

#[tokio::test]
async fn of_many_half_sent_messages_no_more_stay_than_fit() {
    let served = serve().await;
    let many: usize = 20;
    let mut sent = JoinSet::new();
    for number in 0..many {
        let bytes = match number % 2 {
            0 => say(V26, None).to_bytes(),
            _ => chunked(say(V26, None), 10_000),
        };
        let connection = Connection::open(served.address).await;
        let mut connection = halve(connection, &bytes).await;
        sent.spawn(async move { connection.response().await });
    }
    for _ in 0..many - 2 {
        let response = sent.join_next().await.expect("one more").expect("it ends");
        must_be_refused(&response);
    }
    // What is small passes.
    let small = served.send(&Post::message(V26, None, &count(V26))).await;
    assert_eq!(small.head.status, 200);
    // Their clients leave.
    drop(sent);
    until_let_in(&served, &say(V26, None)).await;
}

#[tokio::test(start_paused = true)]
async fn a_half_sent_message_holds_its_room_until_it_is_answered_or_its_client_leaves() {
    for bytes in [say(V26, None).to_bytes(), chunked(say(V26, None), 50_000)] {
        let memory = Memory::serve(&room(mcp_tests::server()).build().unwrap());
        let mut first = halve(memory.connect(), &bytes).await;
        let second = halve(memory.connect(), &bytes).await;
        settle().await;
        must_be_refused(&memory.send(&say(V26, None)).await);
        let small = memory.send(&Post::message(V26, None, &count(V26))).await;
        assert_eq!(small.head.status, 200);
        first.write(&bytes[bytes.len() - REST..]).await;
        assert_eq!(first.response().await.head.status, 200);
        // It has room for one, and then again for none.
        let third = halve(memory.connect(), &bytes).await;
        settle().await;
        must_be_refused(&memory.send(&say(V26, None)).await);
        drop((second, third));
        settle().await;
        assert_eq!(memory.send(&say(V26, None)).await.head.status, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_not_sent_on_makes_room_when_its_time_is_over() {
    let memory = Memory::serve(&room(mcp_tests::server()).build().unwrap());
    let since = Instant::now();
    let bytes = say(V26, None).to_bytes();
    let mut first = halve(memory.connect(), &bytes).await;
    let mut second = halve(memory.connect(), &bytes).await;
    settle().await;
    must_be_refused(&memory.send(&say(V26, None)).await);
    for half in [&mut first, &mut second] {
        assert_eq!(half.response().await.head.status, 408);
    }
    assert_eq!(since.elapsed().as_secs(), 10);
    assert_eq!(memory.send(&say(V26, None)).await.head.status, 200);
}

#[tokio::test]
async fn a_message_of_unknown_length_is_refused_when_it_has_grown_too_large() {
    let served = serve().await;
    let call = Post::message(V26, None, &wait(V26, &text()));
    let _first = begin_waiting(&served, &call, 1).await;
    let _second = begin_waiting(&served, &call, 2).await;
    let bytes = chunked(say(V26, None), FREE / 2);
    let mut growing = Connection::open(served.address).await;
    growing.write(&bytes[..FREE]).await;
    let small = served.send(&Post::message(V26, None, &count(V26))).await;
    assert_eq!(small.head.status, 200);
    growing.write(&bytes[FREE..LARGE]).await;
    must_be_refused(&growing.response().await);
    assert!(growing.rest().await.is_empty(), "it is hung up on");
}

#[tokio::test]
async fn a_call_holds_its_message_until_it_ends_whether_its_client_stays_or_not() {
    let served = serve().await;
    let session = begin(&served, V11).await;
    let call = Post::message(V11, Some(&session), &wait(V11, &text()));
    drop(begin_waiting(&served, &call, 1).await);
    let call = Post::message(V26, None, &wait(V26, &text()));
    let stays = begin_waiting(&served, &call, 2).await;
    for post in [say(V11, Some(&session)), say(V26, None)] {
        must_be_refused(&served.send(&post).await);
    }
    let small = Post::message(V11, Some(&session), &count(V11));
    assert_eq!(served.send(&small).await.head.status, 200);
    // A call without a session ends with its connection.
    drop(stays);
    served.probe.dropped.reached(1).await;
    until_let_in(&served, &say(V11, Some(&session))).await;
    let _again = begin_waiting(&served, &call, 3).await;
    must_be_refused(&served.send(&say(V26, None)).await);
    served.probe.opened.raise();
    until_let_in(&served, &say(V26, None)).await;
}

#[tokio::test]
async fn the_calls_of_a_batch_hold_one_message() {
    let served = serve().await;
    let session = begin(&served, V03).await;
    let call = |id: u64| {
        let mut call = wait(V03, &"x".repeat(LARGE / 4));
        call["id"] = json!(id);
        call
    };
    let batch = |ids: Range<u64>| {
        let calls = Value::Array(ids.map(call).collect());
        Post::message(V03, Some(&session), &calls)
    };
    let mut first = begin_waiting(&served, &batch(0..4), 4).await;
    let say = say(V03, Some(&session));
    assert_eq!(served.send(&say).await.head.status, 200);
    let _second = begin_waiting(&served, &batch(4..8), 8).await;
    must_be_refused(&served.send(&say).await);
    served.probe.opened.raise();
    assert_eq!(first.response().await.head.status, 200);
    until_let_in(&served, &say).await;
}

#[tokio::test]
async fn a_session_that_is_a_stream_has_no_more_room() {
    let served = serve().await;
    let (head, connection) = served.open(&Post::get("/sse")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.expect("the stream begins").data;
    let hello = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    let post = Post::new(path.clone()).json(&hello);
    assert_eq!(served.send(&post).await.head.status, 202);
    let large = |id: u64| {
        let mut call = wait(V24, &text());
        call["id"] = json!(id);
        Post::new(path.clone()).json(&call)
    };
    for number in 1..=2 {
        assert_eq!(served.send(&large(number)).await.head.status, 202);
        served.probe.started.reached(number).await;
    }
    must_be_refused(&served.send(&large(3)).await);
    let small = Post::new(path.clone()).json(&count(V24));
    assert_eq!(served.send(&small).await.head.status, 202);
    served.probe.opened.raise();
    until_let_in(&served, &large(4)).await;
    served.probe.started.reached(3).await;
}

/// Say a word
#[prompt]
fn say_one(#[arg(complete = words)] word: String) -> String {
    word
}

/// Waits until somebody opens, and holds what was typed.
async fn words(context: Context, typed: Typed) -> Vec<String> {
    let probe: State<Probe> = FromContext::from_context(&context).expect("it is given");
    probe.started.raise();
    probe.opened.reached(1).await;
    vec![typed.value.len().to_string()]
}

/// What it is made of is copied out of the message.
#[tokio::test]
async fn what_has_no_arguments_holds_its_message_too() {
    let served = Served::with(|builder| room(builder).prompts(prompts![say_one])).await;
    let session = begin(&served, V11).await;
    let params = json!({
        "ref": { "type": "ref/prompt", "name": "say_one" },
        "argument": { "name": "word", "value": text() },
    });
    let mut completing = Vec::new();
    for number in 1..=2 {
        let complete = request(V11, &json!(number), "completion/complete", &params);
        let post = Post::message(V11, Some(&session), &complete);
        completing.push(begin_waiting(&served, &post, number).await);
    }
    must_be_refused(&served.send(&say(V11, Some(&session))).await);
    served.probe.opened.raise();
    for mut connection in completing {
        let answer = connection.response().await.json();
        let values = &answer["result"]["completion"]["values"];
        assert_eq!(values, &json!([LARGE.to_string()]));
    }
    until_let_in(&served, &say(V11, Some(&session))).await;
}

/// Ask for the roots, and come for the answer only once somebody has opened
#[tool]
async fn come_late(context: Context, probe: State<Probe>) -> Result<usize, ToolError> {
    let mut asked = pin!(context.roots());
    let is_ready = poll_fn(|cx| Poll::Ready(asked.as_mut().poll(cx).is_ready()));
    assert!(!is_ready.await, "nobody has answered yet");
    probe.opened.reached(1).await;
    Ok(asked.await?.len())
}

/// What a tool gets is copied out of the message.
#[tokio::test]
async fn an_answer_that_nobody_has_come_for_holds_its_message() {
    let served = Served::with(|builder| room(builder).tools(toolset![come_late])).await;
    let session = begin_with(&served, V11, json!({ "roots": {} })).await;
    let post = |message: &Value| Post::message(V11, Some(&session), message);
    let call = json!({ "name": "come_late" });
    let mut calls = Vec::new();
    for number in 1..=2 {
        let call = request(V11, &json!(number), "tools/call", &call);
        let (head, connection) = served.open(&post(&call)).await;
        let mut events = Events::of(&head, connection);
        let question = loop {
            let event = events.next().await.expect("it asks");
            if let Ok(question) = serde_json::from_str::<Value>(&event.data) {
                break question;
            }
        };
        let root = json!({ "uri": "file:///a", "name": text() });
        let answer =
            json!({ "jsonrpc": "2.0", "id": question["id"], "result": { "roots": [root] } });
        assert_eq!(served.send(&post(&answer)).await.head.status, 202);
        calls.push(events);
    }
    must_be_refused(&served.send(&say(V11, Some(&session))).await);
    served.probe.opened.raise();
    for mut events in calls {
        let event = events.next().await.expect("it ends");
        let answer: Value = serde_json::from_str(&event.data).expect("an answer");
        assert_eq!(answer["result"]["content"][0]["text"], "1", "{answer}");
    }
    until_let_in(&served, &say(V11, Some(&session))).await;
}
