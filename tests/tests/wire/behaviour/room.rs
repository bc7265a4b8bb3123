//! How many calls a server runs, whoever makes them.

use mcp_tests::Probe;
use serde_json::{Value, json};

use super::wait;
use crate::refusals::{begin, count};
use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, notification, request};
use crate::support::http::{Connection, Events, Response};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::served::Served;

async fn serve(most: usize) -> Served {
    Served::with(|builder| builder.max_calls(most)).await
}

/// The error of a call for which there was no room.
fn must_be_overloaded(answer: &Value) {
    assert_eq!(answer["error"]["code"], -32603, "{answer}");
    assert_eq!(answer["error"]["data"]["reason"], "overloaded", "{answer}");
}

fn must_be_refused(response: &Response) {
    assert_eq!(response.head.status, 503, "{response:?}");
    assert_eq!(response.head.header("retry-after"), Some("5"));
    must_be_overloaded(&response.json());
}

/// Makes a call that waits, and leaves it as soon as it runs.
async fn leave(served: &Served, post: &Post, number: u64) {
    let mut connection = Connection::open(served.address).await;
    connection.write(&post.to_bytes()).await;
    served.probe.started.reached(number).await;
}

/// Makes a call until there is room for it.
async fn until_let_in(served: &Served, post: &Post) {
    loop {
        match served.send(post).await.head.status {
            200 => return,
            503 => tokio::task::yield_now().await,
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn calls_that_were_left_take_no_more_room_than_there_is_however_many_sessions_make_them() {
    let served = serve(3).await;
    for number in 1..=2 {
        let session = begin(&served, V11).await;
        leave(
            &served,
            &Post::message(V11, Some(&session), &wait(V11, "")),
            number,
        )
        .await;
    }
    let mut stays = Connection::open(served.address).await;
    stays
        .write(&Post::message(V26, None, &wait(V26, "")).to_bytes())
        .await;
    served.probe.started.reached(3).await;
    let another = begin(&served, V11).await;
    let calls = [
        Post::message(V11, Some(&another), &count(V11)),
        Post::message(V26, None, &count(V26)),
    ];
    for call in &calls {
        for _ in 0..3 {
            must_be_refused(&served.send(call).await);
        }
    }
    assert_eq!(served.probe.counted.times(), 0, "a refused call has run");
    // What runs nothing passes.
    let ping = request(V11, &json!(1), "ping", &Value::Null);
    let ping = Post::message(V11, Some(&another), &ping);
    assert_eq!(served.send(&ping).await.json()["result"], json!({}));
    // A call without a session ends with its connection, and makes room for one at a time.
    drop(stays);
    for call in &calls {
        until_let_in(&served, call).await;
    }
    assert_eq!(served.probe.dropped.times(), 1);
    served.probe.opened.raise();
    served.probe.counted.reached(4).await;
}

#[tokio::test]
async fn a_call_that_is_cancelled_makes_room() {
    let served = serve(1).await;
    let session = begin(&served, V06).await;
    leave(
        &served,
        &Post::message(V06, Some(&session), &wait(V06, "")),
        1,
    )
    .await;
    let call = Post::message(V06, Some(&session), &count(V06));
    must_be_refused(&served.send(&call).await);
    let cancel = json!({ "requestId": "wait" });
    let cancel = notification(V06, "notifications/cancelled", &cancel);
    let cancel = Post::message(V06, Some(&session), &cancel);
    assert_eq!(served.send(&cancel).await.head.status, 202);
    until_let_in(&served, &call).await;
}

#[tokio::test]
async fn each_call_of_a_batch_counts() {
    let served = serve(2).await;
    let session = begin(&served, V03).await;
    let call = |id: u64| {
        let mut call = wait(V03, "");
        call["id"] = json!(id);
        call
    };
    let batch = Value::Array((0..5).map(call).collect());
    let mut connection = Connection::open(served.address).await;
    let post = Post::message(V03, Some(&session), &batch);
    connection.write(&post.to_bytes()).await;
    served.probe.started.reached(2).await;
    served.probe.opened.raise();
    let answers = connection.response().await.json();
    let answers = answers.as_array().expect("a batch");
    assert_eq!((answers.len(), served.probe.started.times()), (5, 2));
    let refused = answers.iter().filter(|answer| answer["result"].is_null());
    let refused: Vec<_> = refused.collect();
    assert_eq!(refused.len(), 3);
    refused.into_iter().for_each(must_be_overloaded);
}

#[tokio::test]
async fn a_pipe_hears_of_it_as_an_error() {
    let probe = Probe::default();
    let server = mcp_tests::watched(&probe).max_calls(1).build().unwrap();
    let mut lines = Lines::open(server);
    lines.write(wait(V26, "").to_string().as_bytes()).await;
    probe.started.reached(1).await;
    lines.write(count(V26).to_string().as_bytes()).await;
    let refused: Value = lines.read().await.unwrap().parse().unwrap();
    assert_eq!(refused["id"], "count");
    must_be_overloaded(&refused);
    probe.opened.raise();
    let answer: Value = lines.read().await.unwrap().parse().unwrap();
    assert_eq!(answer["id"], "wait");
    lines.write(count(V26).to_string().as_bytes()).await;
    let answer: Value = lines.read().await.unwrap().parse().unwrap();
    assert_eq!(answer["result"]["content"][0]["text"], "2");
}

#[tokio::test]
async fn a_session_that_is_a_stream_hears_of_it_where_it_posts() {
    let served = serve(1).await;
    let (head, connection) = served.open(&Post::get("/sse")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.expect("the stream begins").data;
    let hello = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    for message in [hello, wait(V24, "")] {
        let post = Post::new(path.clone()).json(&message);
        assert_eq!(served.send(&post).await.head.status, 202);
    }
    served.probe.started.reached(1).await;
    must_be_refused(&served.send(&Post::new(path).json(&count(V24))).await);
    assert_eq!(served.probe.counted.times(), 0);
}
