//! As many connections as there may be.

use serde_json::json;

use crate::refusals::begin;
use crate::support::envelope::{V11, V26, request};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;

#[tokio::test]
async fn who_does_nothing_makes_room_for_who_waits_and_who_is_served_stays() {
    let served = Served::with(|builder| builder.max_connections(3)).await;
    let session = begin(&served, V11).await;
    let params = json!({ "name": "wait", "arguments": { "text": "served" } });
    let call = request(V11, &json!(1), "tools/call", &params);
    let mut calling = Connection::open(served.address).await;
    let post = Post::message(V11, Some(&session), &call);
    calling.write(&post.to_bytes()).await;
    served.probe.started.reached(1).await;
    let mut silent = Connection::open(served.address).await;
    let mut halting = Connection::open(served.address).await;
    halting.write(b"POST /mcp HTTP/1.1\r\nHost: ").await;

    let list = request(V26, &json!(1), "tools/list", &json!({}));
    let response = served.send(&Post::message(V26, None, &list)).await;
    assert_eq!(response.head.status, 200);
    assert!(silent.rest().await.is_empty());
    drop(halting);
    served.probe.opened.raise();
    let answer = calling.response().await.json();
    assert_eq!(answer["result"]["content"][0]["text"], "served");
    // Its connection is still there for the next.
    calling.write(&post.to_bytes()).await;
    assert_eq!(calling.response().await.head.status, 200);
}
