//! Times and numbers that are as long, as many, as short or as few as a program can say: the server
//! goes on answering.

use std::time::Duration;

use mcp_server::event_store::MemoryStore;
use mcp_server::prelude::*;
use mcp_server::testing::{Client, Reply};
use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::json;

use super::steps;
use crate::support::envelope::{V11, V26, introduction, request};
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::served::Served;

/// An option that takes a time.
type Timed = fn(Builder, Duration) -> Builder;

const TIMED: [(&str, Timed); 10] = [
    ("keep_alive", Builder::keep_alive),
    ("drain", Builder::drain),
    ("tool_timeout", Builder::tool_timeout),
    ("ask_timeout", Builder::ask_timeout),
    ("state_lifetime", Builder::state_lifetime),
    ("session_idle", Builder::session_idle),
    ("task_ttl", Builder::task_ttl),
    ("resumable_for", Builder::resumable_for),
    ("poll_after", Builder::poll_after),
    ("retry_after", Builder::retry_after),
];

/// An option that takes a number.
type Sized = fn(Builder, usize) -> Builder;

const SIZED: [(&str, Sized); 12] = [
    ("body_limit", Builder::body_limit),
    ("answer_limit", Builder::answer_limit),
    ("idle_sessions", Builder::idle_sessions),
    ("listen_streams", Builder::listen_streams),
    ("max_body_memory", Builder::max_body_memory),
    ("max_calls", Builder::max_calls),
    ("max_connections", Builder::max_connections),
    ("max_tasks", Builder::max_tasks),
    ("page_size", Builder::page_size),
    ("stream_events", |builder, most| {
        builder.event_store(MemoryStore::new().stream_events(most))
    }),
    ("stream_bytes", |builder, most| {
        builder.event_store(MemoryStore::new().stream_bytes(most))
    }),
    ("total_bytes", |builder, most| {
        builder.event_store(MemoryStore::new().total_bytes(most))
    }),
];

#[derive(Form)]
struct Name {
    name: String,
}

/// Ask for a name
#[tool(task)]
async fn who(context: Context) -> Result<String, ToolError> {
    match context.ask::<Name>("Who are you?").await? {
        Answer::Accepted(Name { name }) => Ok(name),
        _ => Ok("nobody".to_owned()),
    }
}

/// Take a while
#[tool]
async fn nap() -> &'static str {
    tokio::time::sleep(Duration::from_secs(1)).await;
    "done"
}

/// Everything whose time is told or whose number is counted, and which of it came to a good end. All
/// of it must come to one.
async fn outcomes(option: impl FnOnce(Builder) -> Builder) -> Vec<(&'static str, bool)> {
    let builder = mcp_tests::watched(&Probe::default()).tools(toolset![who, nap]);
    let server = option(builder).build().expect("the server can be built");
    let memory = Memory::serve(&server);
    let mut outcomes = Vec::new();
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let opened = memory.send(&Post::message(V11, None, &initialize)).await;
    let session = opened.head.header("mcp-session-id").map(str::to_owned);
    for (revision, session) in [(V11, session.as_deref()), (V26, None)] {
        for (name, message) in [
            (
                "a list",
                request(revision, &json!(1), "tools/list", &json!({})),
            ),
            ("a stream", steps(revision)),
            ("a nap", {
                let params = json!({ "name": "nap", "arguments": {} });
                request(revision, &json!(2), "tools/call", &params)
            }),
        ] {
            let post = Post::message(revision, session, &message);
            let response = memory.send(&post).await;
            let body = String::from_utf8_lossy(&response.body);
            outcomes.push((
                name,
                body.contains("\"result\":") && !body.contains("isError\":true"),
            ));
        }
    }
    for revision in [V11, V26] {
        outcomes.push(("an answer", is_answered(&server, revision).await));
        outcomes.push(("a task", is_done_as_task(&server, revision).await));
        outcomes.push(("a subscription", hears(&server, revision).await));
    }
    outcomes
}

async fn client(server: &Server, revision: Revision) -> Option<Client> {
    let reply = |_: &_| Reply::accept(json!({ "name": "Ann" }));
    let client = Client::answering(server, revision.as_str(), reply).await;
    client.ok()
}

async fn is_answered(server: &Server, revision: Revision) -> bool {
    let Some(client) = client(server, revision).await else {
        return false;
    };
    let answer = client.call("who", json!({})).await;
    answer.is_ok_and(|answer| answer.text() == "Ann")
}

async fn is_done_as_task(server: &Server, revision: Revision) -> bool {
    let Some(client) = client(server, revision).await else {
        return false;
    };
    match client.start_task("who", json!({})).await {
        Ok(task) => task
            .result()
            .await
            .is_ok_and(|answer| answer.text() == "Ann"),
        Err(_) => false,
    }
}

async fn hears(server: &Server, revision: Revision) -> bool {
    let Some(client) = client(server, revision).await else {
        return false;
    };
    let Ok(mut changes) = client.listen(json!({ "toolsListChanged": true })).await else {
        return false;
    };
    // What is asked now comes after the handshake.
    let _ = client.tools().await;
    server.notify().tools_changed();
    changes.next().await.is_ok()
}

#[tokio::test(start_paused = true)]
async fn no_time_is_too_long() {
    for (name, option) in TIMED {
        for time in [Duration::MAX, Duration::from_secs(u64::MAX / 1000)] {
            for (what, is_good) in outcomes(|builder| option(builder, time)).await {
                assert!(is_good, "{name}: {what}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_time_is_so_short_that_nothing_is_answered() {
    for (name, option) in TIMED {
        for time in [Duration::ZERO, Duration::from_nanos(1)] {
            let outcomes = outcomes(|builder| option(builder, time)).await;
            assert!(outcomes.iter().any(|(_, is_good)| *is_good), "{name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_number_is_too_large() {
    for (name, option) in SIZED {
        for (what, is_good) in outcomes(|builder| option(builder, usize::MAX)).await {
            assert!(is_good, "{name}: {what}");
        }
    }
}

/// Some say that nothing is wanted, and then that is what there is.
#[tokio::test(start_paused = true)]
async fn no_number_is_so_small_that_the_server_breaks() {
    for (name, option) in SIZED {
        let outcomes = outcomes(|builder| option(builder, 0)).await;
        let is_good = outcomes.iter().any(|(_, is_good)| *is_good);
        assert_eq!(is_good, name != "body_limit", "{name}: {outcomes:?}");
    }
}

#[tokio::test]
async fn a_drain_ends_once_nothing_runs_however_long_it_may_take() {
    for time in [Duration::MAX, Duration::ZERO] {
        let mut served = Served::with(|builder| builder.drain(time)).await;
        let list = request(V26, &json!(1), "tools/list", &json!({}));
        let response = served.send(&Post::message(V26, None, &list)).await;
        assert_eq!(response.head.status, 200);
        served.shut_down();
        served.ended().await;
    }
}

/// A client that counts in 31 bits would come back at once.
#[tokio::test]
async fn a_client_is_told_to_come_back_within_a_day() {
    let served = Served::with(|builder| builder.retry_after(Duration::MAX)).await;
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let opened = served.send(&Post::message(V11, None, &initialize)).await;
    let session = opened.head.header("mcp-session-id").expect("a session");
    let response = served
        .send(&Post::message(V11, Some(session), &steps(V11)))
        .await;
    let body = String::from_utf8_lossy(&response.body);
    assert!(body.contains("retry: 86400000\n"), "{body}");
}
