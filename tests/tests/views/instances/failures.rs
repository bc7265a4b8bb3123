//! A list that lacks something is no list.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::Value;

use super::super::log::Log;
use super::{Projects, as_one, caller, page, refusal, revisions, rules, server, uris};

/// How a template lists next.
#[derive(Clone, Copy)]
enum Mood {
    Fine,
    Fails,
    Panics,
    PanicsLater,
    Lies,
    Sleeps,
}

async fn moody(State(mood): State<Mutex<Mood>>) -> Result<Vec<Listed>, ToolError> {
    let mood = *mood.lock().unwrap();
    match mood {
        Mood::Fine => {}
        Mood::Fails => return Err(ToolError::new("the shelf is away").hint("try again later")),
        Mood::Panics => panic!("hunter2"),
        Mood::PanicsLater => {
            tokio::task::yield_now().await;
            panic!("hunter2");
        }
        Mood::Lies => return Ok(vec![Listed::of("title", "hunter2")]),
        Mood::Sleeps => tokio::time::sleep(Duration::from_secs(1000)).await,
    }
    Ok(vec![Listed::of("name", "x")])
}

/// A book
#[resource("book://{name}", scopes("books"), list = moody)]
fn book(name: String) -> String {
    name
}

#[tokio::test(start_paused = true)]
async fn a_list_that_lacks_something_is_no_list() {
    let mood = |mood| {
        let server = Server::builder(server_info!()).resources(resources![book, rules]);
        let server = server.state(Mutex::new(mood));
        server.tool_timeout(Duration::from_secs(5)).build().unwrap()
    };
    for revision in revisions() {
        for (how, told) in [
            (Mood::Fails, "the shelf is away\nHint: try again later"),
            (Mood::Panics, "internal error (ref "),
            (Mood::PanicsLater, "internal error (ref "),
            (Mood::Lies, "internal error (ref "),
            (Mood::Sleeps, "timed out after 5 s"),
        ] {
            let server = mood(how);
            let reader = caller(&server, &["books"], revision).await;
            let (code, text) = refusal(page(&reader, &Value::Null).await);
            assert_eq!(code, -32603, "{revision} {text}");
            assert!(
                text.starts_with(told) && !text.contains("hunter2"),
                "{text}"
            );
            assert_eq!(reader.templates().await.unwrap().len(), 1);
            assert_eq!(reader.read("book://x").await.unwrap().text(), "x");
            let other = caller(&server, &[], revision).await;
            assert_eq!(uris(&other).await, ["tracker://rules"], "it sees no books");
        }
        let reader = caller(&mood(Mood::Fine), &["books"], revision).await;
        assert_eq!(uris(&reader).await, ["tracker://rules", "book://x"]);
    }
}

/// A slow book
#[resource("slow://{name}", list = slow, timeout = "2m")]
fn slow_book(name: String) -> String {
    name
}

async fn slow() -> Vec<Listed> {
    tokio::time::sleep(Duration::from_secs(90)).await;
    vec![Listed::of("name", "x")]
}

/// Another slow book
#[resource("late://{name}", list = slow, timeout = "3m")]
fn late_book(name: String) -> String {
    name
}

#[tokio::test(start_paused = true)]
async fn templates_list_at_the_same_time_and_for_as_long_as_they_say() {
    let server = Server::builder(server_info!()).resources(resources![slow_book, late_book]);
    let server = server.build().unwrap();
    for revision in revisions() {
        let client = Client::with_revision(&server, revision).await.unwrap();
        let client = client.timeout(Duration::from_secs(600));
        let begun = tokio::time::Instant::now();
        assert_eq!(uris(&client).await, ["slow://x", "late://x"]);
        assert_eq!(begun.elapsed().as_secs(), 90, "{revision}");
    }
}

#[tokio::test]
async fn the_log_says_what_to_write() {
    let log = Log::start();
    let server = Server::builder(server_info!()).resources(resources![book]);
    let server = server.state(Mutex::new(Mood::Lies)).build().unwrap();
    let reader = caller(&server, &["books"], "2025-11-25").await;
    refusal(page(&reader, &Value::Null).await);
    let text = log.text();
    assert!(
        text.contains("`book://{name}` has a value for `title`, which is no variable"),
        "{text}"
    );
}

#[tokio::test]
async fn a_list_is_no_longer_than_an_answer_may_be() {
    let keys: Vec<String> = (0..200).map(|number| format!("key-{number}")).collect();
    let keys: Vec<_> = keys.iter().map(|key| ("ann", &**key)).collect();
    let projects = Arc::new(Projects::of(&keys));
    let server = server(&projects, |builder| builder.answer_limit(8 * 1024));
    let ann = as_one(&server, "ann", "2025-11-25").await;
    let (code, text) = refusal(page(&ann, &Value::Null).await);
    assert_eq!(code, -32603);
    assert!(text.contains("too large"), "{text}");
}
