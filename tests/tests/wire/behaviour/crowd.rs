//! Many clients at once.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use crate::refusals::begin;
use crate::support::envelope::{V06, V11, V26, request};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;

const CROWD: u64 = 200;

/// All wait in their calls at the same time, under the same id, and each hears its own word.
/// Rows: SE-08.
#[tokio::test]
async fn two_hundred_calls_of_one_id_never_get_each_others_answers() {
    let served = Arc::new(Served::start().await);
    let mut calls = JoinSet::new();
    for number in 0..CROWD {
        let served = Arc::clone(&served);
        calls.spawn(async move {
            let revision = [V06, V11, V26][usize::try_from(number % 3).unwrap()];
            let session = if revision == V26 {
                None
            } else {
                Some(begin(&served, revision).await)
            };
            let word = format!("word {number}");
            let params = json!({ "name": "wait", "arguments": { "text": word } });
            let message = request(revision, &json!(1), "tools/call", &params);
            let mut connection = Connection::open(served.address).await;
            connection
                .write(&Post::message(revision, session.as_deref(), &message).to_bytes())
                .await;
            let answer = connection.response().await.json();
            assert_eq!(answer["id"], 1);
            assert_eq!(answer["result"]["content"][0]["text"], word);
        });
    }
    served.probe.started.reached(CROWD).await;
    served.probe.opened.raise();
    while let Some(call) = calls.join_next().await {
        call.expect("the call is answered");
    }
    assert_eq!(served.probe.counted.times(), CROWD);
    assert_eq!(served.probe.dropped.times(), 0);
}

/// Rows: SE-06.
#[tokio::test]
async fn a_session_runs_so_many_calls_and_refuses_more() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    let call = |id: u64| {
        let params = json!({ "name": "wait", "arguments": {} });
        Post::message(
            V11,
            Some(&session),
            &request(V11, &json!(id), "tools/call", &params),
        )
    };
    let mut running = Vec::new();
    for id in 0..64 {
        let mut connection = Connection::open(served.address).await;
        connection.write(&call(id).to_bytes()).await;
        running.push(connection);
    }
    served.probe.started.reached(64).await;
    let refused = served.send(&call(64)).await;
    assert_eq!(refused.head.status, 429);
    assert_eq!(refused.head.header("retry-after"), Some("5"));
    assert_eq!(refused.json()["error"]["code"], -32603);
    served.probe.opened.raise();
    for (id, mut connection) in running.into_iter().enumerate() {
        assert_eq!(connection.response().await.json()["id"], id);
    }
    assert_eq!(served.send(&call(65)).await.head.status, 200);
}
