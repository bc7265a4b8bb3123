//! Where records are required, no tool runs without one; where they are not, none waits for one.

use std::time::{Duration, Instant};

use mcp_server::audit::{Audit, JsonLines};
use mcp_server::{Builder, Revision};
use serde_json::{Value, json};

use crate::book::{Book, Broken, PATIENCE, Slow};
use crate::support::client::Client;
use crate::support::envelope::{V11, V26, request};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::{Transport, WIRES};
use crate::tools;

async fn connect(way: (Transport, Revision), audit: &Audit) -> Client {
    let audit = audit.clone();
    Client::connect_to(way.0, way.1, |builder| builder.audit(audit)).await
}

/// Calls a tool that counts, and holds that it did not run.
async fn is_refused(client: &mut Client, why: &str) {
    let heard = client.call("count", json!({})).await;
    assert_eq!(heard.error()["code"], -32603, "{why}");
    assert_eq!(
        heard.error()["data"]["reason"],
        "audit_unavailable",
        "{why}"
    );
    if client.transport == Transport::Streamable {
        assert_eq!(heard.status, Some(503), "{why}");
    }
    assert_eq!(client.probe.counted.times(), 0, "{why}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_tool_runs_when_the_disk_is_full() {
    for way in WIRES {
        let audit = Audit::required(JsonLines::create("/dev/full").unwrap());
        let mut client = connect(way, &audit).await;
        is_refused(&mut client, "a full disk").await;
        // What is no call goes on.
        client.must_be_quiet().await;
        assert!(audit.flush(PATIENCE).await);
        assert_eq!(audit.lost(), 2, "{way:?}");
    }
}

#[tokio::test]
async fn no_tool_runs_when_the_sink_is_broken_or_hangs() {
    let sinks: [fn() -> Audit; 2] = [
        || Audit::required(Broken),
        || Audit::required(Slow(Broken, Duration::from_secs(3600))),
    ];
    for sink in sinks {
        let audit = sink();
        let mut client = connect((Transport::Streamable, V26), &audit).await;
        let begun = Instant::now();
        is_refused(&mut client, "a sink that is broken").await;
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn a_tool_runs_when_the_record_of_its_start_is_in_the_file() {
    for way in WIRES {
        let book = Book::required();
        let (path, audit) = (book.path(), book.audit.clone());
        let options = |builder: Builder| tools::looking(path)(builder).audit(audit);
        let mut client = Client::connect_to(way.0, way.1, options).await;
        let heard = client.call("looks", json!({})).await;
        let seen: Value = serde_json::from_str(heard.text()).expect("there is one line");
        assert_eq!(
            (&seen["name"], &seen["outcome"]),
            (&json!("looks"), &json!("started"))
        );
        assert_eq!(seen["duration_ms"], Value::Null);
        let records = book.records().await;
        assert_eq!(records.len(), 2, "{way:?}");
        assert_eq!(records[1]["outcome"], "ok");
        assert_eq!(records[1]["id"], seen["id"]);
    }
}

#[tokio::test]
async fn a_call_that_is_refused_anyway_needs_no_record_of_a_start() {
    let book = Book::required();
    let mut client = connect((Transport::Streamable, V26), &book.audit).await;
    client.call("nothing", json!({})).await.error();
    let ends = [("nothing".to_owned(), "refused".to_owned())];
    assert_eq!(book.outcomes().await, ends);
}

#[tokio::test]
async fn a_task_that_cannot_be_recorded_fails() {
    let audit = Audit::required(Broken);
    let own = audit.clone();
    let options = |builder: Builder| builder.tools(tools::all()).audit(own);
    let mut client = Client::connect_to(Transport::Lines, V11, options).await;
    let params = json!({ "name": "works", "arguments": {}, "task": {} });
    let begun = client.ask("tools/call", params).await;
    let id = json!({ "taskId": begun.result()["task"]["taskId"] });
    let end = client.ask("tasks/result", id).await;
    assert_eq!(end.error()["data"]["reason"], "audit_unavailable");
}

#[tokio::test]
async fn calls_go_on_whatever_becomes_of_records_that_need_not_be_there() {
    let sinks: [fn() -> Audit; 3] = [
        || Audit::best_effort(Broken),
        || Audit::best_effort(Slow(Broken, Duration::from_millis(300))),
        #[cfg(target_os = "linux")]
        || Audit::best_effort(JsonLines::create("/dev/full").unwrap()),
        #[cfg(not(target_os = "linux"))]
        || Audit::best_effort(Broken),
    ];
    for sink in sinks {
        let audit = sink();
        let mut client = connect((Transport::Streamable, V11), &audit).await;
        for times in 1..=3 {
            client.call("count", json!({})).await.result();
            assert_eq!(client.probe.counted.times(), times);
        }
        assert!(audit.flush(PATIENCE).await);
        assert_eq!(audit.lost(), 3);
    }
}

/// A server over HTTP with a slow sink, and the records that are there when it has ended.
async fn ends(drain: Duration, call: &'static str) -> (Vec<Value>, u64) {
    let book = Book::new(|file| Audit::best_effort(Slow(file, Duration::from_millis(500))));
    let audit = book.audit.clone();
    let mut served = Served::with(|builder| builder.drain(drain).audit(audit)).await;
    let params = json!({ "name": call, "arguments": {} });
    let message = request(V26, &json!(1), "tools/call", &params);
    let post = Post::message(V26, None, &message);
    let mut connection = None;
    if call == "wait" {
        let mut open = Connection::open(served.address).await;
        open.write(&post.to_bytes()).await;
        served.probe.started.reached(1).await;
        connection = Some(open);
    } else {
        assert_eq!(served.send(&post).await.head.status, 200);
    }
    served.shut_down();
    served.ended().await;
    drop(connection);
    (book.written(), book.audit.lost())
}

#[tokio::test]
async fn a_server_that_ends_waits_for_its_last_records() {
    let (records, lost) = ends(PATIENCE, "count").await;
    assert_eq!((records.len(), lost), (1, 0));
    assert_eq!(records[0]["outcome"], "ok");
}

#[tokio::test]
async fn a_call_that_the_end_of_the_server_cuts_off_was_cancelled() {
    let (records, lost) = ends(Duration::from_millis(20), "wait").await;
    assert_eq!((records.len(), lost), (1, 0));
    assert_eq!(records[0]["outcome"], "cancelled");
}

#[tokio::test]
async fn the_end_of_a_server_does_not_wait_for_a_sink_that_hangs() {
    let audit = Audit::best_effort(Slow(Broken, Duration::from_secs(3600)));
    let own = audit.clone();
    let mut served = Served::with(|builder| builder.audit(own)).await;
    let params = json!({ "name": "count", "arguments": {} });
    let message = request(V26, &json!(1), "tools/call", &params);
    served.send(&Post::message(V26, None, &message)).await;
    let begun = Instant::now();
    served.shut_down();
    served.ended().await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(audit.lost(), 0, "nobody knows yet");
}
