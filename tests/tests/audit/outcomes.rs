//! Each call has one record, and it says how the call ended.

use mcp_server::testing;
use mcp_server::{Principal, Revision, Server};
use serde_json::{Value, json};

use crate::book::Book;
use crate::support::client::Client;
use crate::support::envelope::{CAPABILITIES, V11, V26, introduction, request};
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::{Transport, WIRES, handshakes};
use crate::tools;

async fn connect(way: (Transport, Revision), book: &Book) -> Client {
    let audit = book.audit.clone();
    Client::connect_to(way.0, way.1, |builder| {
        builder.tools(tools::all()).audit(audit)
    })
    .await
}

#[tokio::test]
async fn every_end_has_a_word_of_its_own() {
    for way in WIRES {
        let book = Book::best_effort();
        let mut client = connect(way, &book).await;
        let ends = [
            ("note", json!({ "text": "x" }), "ok", Value::Null),
            (
                "note",
                json!({ "text": 1, "b": 2 }),
                "tool_error",
                Value::Null,
            ),
            ("fails", json!({}), "tool_error", Value::Null),
            ("protocol", json!({}), "error", json!(-31000)),
            ("panics", json!({}), "panicked", Value::Null),
            ("late", json!({}), "timed_out", Value::Null),
            ("own", json!({}), "refused", Value::Null),
            ("nothing", json!({}), "refused", json!(-32602)),
        ];
        for (tool, arguments, ..) in &ends {
            client.call(tool, arguments.clone()).await;
        }
        let records = book.records().await;
        assert_eq!(records.len(), ends.len(), "{way:?}");
        for (tool, _, outcome, code) in &ends {
            let found = records
                .iter()
                .find(|record| record["name"] == *tool && record["outcome"] == *outcome);
            let found = found.unwrap_or_else(|| panic!("{way:?} {tool} {outcome}: {records:#?}"));
            assert_eq!(found["code"], *code, "{way:?} {tool}");
            assert!(found["duration_ms"].as_f64().unwrap() >= 0.0);
            assert_eq!(found["principal"], Value::Null);
        }
        // What goes on without a call has no record.
        client.ask("tools/list", Value::Null).await;
        assert_eq!(book.records().await.len(), ends.len());
    }
}

#[tokio::test]
async fn a_call_that_its_client_cancels_was_cancelled() {
    for way in handshakes().filter(|(_, revision)| *revision == V11) {
        let book = Book::best_effort();
        let mut client = connect(way, &book).await;
        let params = json!({ "name": "wait", "arguments": {} });
        let pending = client.begin("tools/call", params).await;
        client.probe.started.reached(1).await;
        let cancelled = json!({ "requestId": pending.id });
        client.notify("notifications/cancelled", cancelled).await;
        let cancelled = ("wait".to_owned(), "cancelled".to_owned());
        assert_eq!(book.outcomes().await, [cancelled], "{way:?}");
    }
}

#[tokio::test]
async fn a_client_that_goes_away_cancels_its_call_where_that_is_how_it_is_done() {
    for (revision, outcome) in [(V26, "cancelled"), (V11, "ok")] {
        let book = Book::best_effort();
        let mut client = connect((Transport::Streamable, revision), &book).await;
        let params = json!({ "name": "wait", "arguments": {} });
        let pending = client.begin("tools/call", params).await;
        client.probe.started.reached(1).await;
        drop(pending);
        match revision {
            V26 => client.probe.dropped.reached(1).await,
            _ => client.probe.opened.raise(),
        }
        let ended = ("wait".to_owned(), outcome.to_owned());
        assert_eq!(book.outcomes().await, [ended], "{revision:?}");
    }
}

#[tokio::test]
async fn a_question_ends_a_call_where_its_answer_begins_another() {
    let book = Book::best_effort();
    let mut client = connect((Transport::Streamable, V26), &book).await;
    let meta = json!({ CAPABILITIES: { "elicitation": {} } });
    let params = json!({ "name": "asks", "arguments": {}, "_meta": meta });
    let asked = client.ask("tools/call", params.clone()).await;
    let mut again = params;
    let answer = json!({ "action": "accept", "content": { "name": "Ann" } });
    let questions = asked.result()["inputRequests"].as_object().unwrap();
    let answers = questions.keys().map(|key| (key.clone(), answer.clone()));
    again["inputResponses"] = Value::Object(answers.collect());
    again["requestState"] = asked.result()["requestState"].clone();
    assert_eq!(client.ask("tools/call", again.clone()).await.text(), "Ann");
    again["requestState"] = json!("made up");
    client.ask("tools/call", again).await.error();
    let ends = ["input_required", "ok", "refused"].map(|end| ("asks".to_owned(), end.to_owned()));
    assert_eq!(book.outcomes().await, ends);
    let records = book.written();
    assert_ne!(records[0]["id"], records[1]["id"], "they are two calls");
}

#[tokio::test]
async fn a_task_has_its_record_when_it_ends() {
    for transport in [Transport::Streamable, Transport::Sse, Transport::Lines] {
        let book = Book::best_effort();
        let mut client = connect((transport, V11), &book).await;
        let params = json!({ "name": "works", "arguments": {}, "task": {} });
        client.ask("tools/call", params).await.result();
        let wrong = json!({ "name": "works", "arguments": {}, "task": { "ttl": "long" } });
        client.ask("tools/call", wrong).await.error();
        let mut ends = book.outcomes().await;
        ends.sort();
        let [first, second] = ["error", "ok"].map(|end| ("works".to_owned(), end.to_owned()));
        assert_eq!(ends, [first, second], "{transport:?}");
    }
}

#[tokio::test]
async fn a_call_that_finds_no_room_is_refused() {
    let book = Book::best_effort();
    let mut client = connect((Transport::Lines, V11), &book).await;
    let call = json!({ "name": "wait", "arguments": {} });
    let message = request(V11, &json!("same"), "tools/call", &call);
    let _first = client.send(&message).await;
    client.probe.started.reached(1).await;
    let again = client.send(&message).await;
    client.finish(again).await.error();
    client.probe.opened.raise();
    let ends = ["refused", "ok"].map(|end| ("wait".to_owned(), end.to_owned()));
    assert_eq!(book.outcomes().await, ends);
    assert_eq!(
        book.written()[0]["message"],
        "a request of this id is running"
    );
}

#[tokio::test]
async fn a_record_says_who_called_in_which_session_and_never_by_its_id() {
    let book = Book::best_effort();
    let mut served =
        Served::with(|builder| builder.tools(tools::all()).audit(book.audit.clone())).await;
    let mut sessions = Vec::new();
    for _ in 0..2 {
        let begin = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
        let opened = served.send(&Post::message(V11, None, &begin)).await;
        let id = opened.head.header("mcp-session-id").unwrap().to_owned();
        for number in [json!(1), json!("two")] {
            // A client may say it in its arguments too.
            let call = json!({ "name": "note", "arguments": { "more": { "session": id } } });
            let call = request(V11, &number, "tools/call", &call);
            let post = Post::message(V11, Some(&id), &call);
            assert_eq!(served.send(&post).await.head.status, 200);
        }
        sessions.push(id);
    }
    let records = book.records().await;
    let named: Vec<&str> = records
        .iter()
        .filter_map(|one| one["session"].as_str())
        .collect();
    assert_eq!(named.len(), 4);
    assert!(named[0] == named[1] && named[2] == named[3] && named[0] != named[2]);
    assert_eq!(
        (&records[0]["request"], &records[1]["request"]),
        (&json!(1), &json!("two"))
    );
    let text = book.text();
    for session in sessions {
        assert!(!text.contains(&session), "{text}");
        let halves = session.split_at(16);
        assert!(
            !text.contains(halves.0) && !text.contains(halves.1),
            "{text}"
        );
    }
    served.shut_down();
    served.ended().await;
}

#[tokio::test]
async fn a_record_says_who_calls() {
    let book = Book::best_effort();
    let builder = Server::builder(("audited", "1.0.0")).tools(tools::all());
    let server = builder.audit(book.audit.clone()).build().unwrap();
    let ann = Principal::new("https://id.example.com", "ann").with_client("cli");
    let client = testing::Client::connect_as(&server, ann).await.unwrap();
    let answer = client.call("own", json!({})).await.unwrap();
    assert_eq!(answer.text(), "ann");
    let records = book.records().await;
    let who = json!({ "issuer": "https://id.example.com", "subject": "ann", "client": "cli" });
    assert_eq!(
        (&records[0]["principal"], &records[0]["outcome"]),
        (&who, &json!("ok"))
    );
    assert_eq!(records[0]["session"], Value::Null, "a pipe has none");
}

#[tokio::test]
async fn a_caller_without_the_scope_is_refused_and_named() {
    let book = Book::best_effort();
    let builder = Server::builder(("audited", "1.0.0")).tools(tools::scoped());
    let server = builder.audit(book.audit.clone()).build().unwrap();
    let ann = Principal::new("https://id.example.com", "ann").with_scopes(["read"]);
    let client = testing::Client::connect_as(&server, ann).await.unwrap();
    assert!(client.call("purge", json!({ "all": true })).await.is_err());
    let records = book.records().await;
    assert_eq!(records[0]["outcome"], "refused");
    assert_eq!(records[0]["principal"]["subject"], "ann");
    assert_eq!(records[0]["arguments"], json!({ "all": true }));
    let needed = "the caller lacks a scope; this needs `admin write`";
    assert_eq!(records[0]["message"], needed);
}
