//! What there is for all, when one of them takes whatever it can get.

use mcp_server::prelude::*;
use serde_json::json;

use super::owners::{able, later};
use crate::support::envelope::{V11, V24, V26, introduction, request};
use crate::support::http::{Connection, Events};
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, call, offering, open, tokens};

async fn serve(options: impl FnOnce(mcp_server::Builder) -> mcp_server::Builder) -> Served {
    let options = |builder| {
        let builder = offering(builder).tools(toolset![later]);
        options(builder.authentication(tokens()))
    };
    Served::with(options).await
}

/// What a call in a session is answered with.
async fn status(served: &Served, session: &str, token: &str) -> u16 {
    let post = call(V11, Some(session), "whoami").bearer(token);
    served.send(&post).await.head.status
}

#[tokio::test]
async fn whoever_opens_all_sessions_loses_its_own_and_nobody_elses() {
    let served = serve(|builder| builder.idle_sessions(64)).await;
    let his = open(&served, V11, "bob").await;
    let mut hers = Vec::new();
    for _ in 0..300 {
        // With whatever scopes, she is the same.
        let token = ["ann", "ann.read"][hers.len() % 2];
        hers.push(open(&served, V11, token).await);
    }
    assert_eq!(status(&served, &his, "bob").await, 200);
    assert_eq!(status(&served, &hers[0], "ann").await, 404);
    assert_eq!(status(&served, &hers[299], "ann").await, 200);
    let again = open(&served, V11, "bob").await;
    for session in [&his, &again] {
        assert_eq!(status(&served, session, "bob").await, 200);
    }
}

#[tokio::test]
async fn a_session_that_is_in_use_is_nobodys_to_lose() {
    let served = serve(|builder| builder.idle_sessions(1)).await;
    let (head, connection) = served.open(&Post::get("/sse").bearer("ann")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.unwrap().data;
    for _ in 0..50 {
        open(&served, V11, "ann").await;
    }
    let initialize = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    let post = Post::new(path).json(&initialize).bearer("ann");
    assert_eq!(served.send(&post).await.head.status, 202);
    assert!(events.next().await.is_some());
}

#[tokio::test]
async fn half_of_the_tasks_are_left_to_others() {
    let served = serve(|builder| builder.max_tasks(4)).await;
    let begin = |token: &str| {
        let post = able("tools/call", json!({ "name": "later", "arguments": {} }));
        post.bearer(token)
    };
    let mut hers = Vec::new();
    for _ in 0..2 {
        let begun = served.send(&begin("ann")).await.json();
        let id = begun["result"]["taskId"].as_str().expect("a task");
        hers.push(id.to_owned());
    }
    for token in ["ann", "ann.admin", "ann~600"] {
        let refused = served.send(&begin(token)).await.json();
        let reason = &refused["error"]["data"]["reason"];
        assert_eq!(*reason, "overloaded", "{token}: {refused}");
    }
    for _ in 0..2 {
        let begun = served.send(&begin("bob")).await.json();
        assert!(begun["result"]["taskId"].is_string(), "{begun}");
    }
    // One that ends makes room for her again, as soon as its future is gone.
    let cancel = able("tasks/cancel", json!({ "taskId": hers[0] }));
    assert_eq!(served.send(&cancel.bearer("ann")).await.head.status, 200);
    loop {
        let begun = served.send(&begin("ann")).await.json();
        if begun["result"]["taskId"].is_string() {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn half_of_few_streams_are_left_to_others() {
    let served = serve(|builder| builder.listen_streams(3)).await;
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let listen = Post::message(V26, None, &listen);
    let mut streams: Vec<Connection> = Vec::new();
    for (token, status) in [("ann", 200), ("ann", 200), ("ann", 429), ("bob", 200)] {
        let (head, connection) = served.open(&listen.clone().bearer(token)).await;
        assert_eq!(head.status, status, "{token}");
        streams.push(connection);
    }
}

/// A request of whoever a token proves, or of a stranger.
fn of(post: Post, token: Option<&str>) -> Post {
    match token {
        Some(token) => post.bearer(token),
        None => post,
    }
}

#[tokio::test]
async fn half_of_the_tasks_are_left_by_all_strangers_together() {
    let options = |builder: mcp_server::Builder| builder.max_tasks(4).tools(toolset![later]);
    let options = |builder| options(builder).authentication(tokens().optional());
    let served = Served::with(options).await;
    let begin = able("tools/call", json!({ "name": "later", "arguments": {} }));
    for (token, is_begun) in [
        (None, true),
        (None, true),
        (None, false),
        (Some("ann"), true),
        (Some("bob"), true),
    ] {
        let begun = served.send(&of(begin.clone(), token)).await.json();
        let id = &begun["result"]["taskId"];
        assert_eq!(id.is_string(), is_begun, "{token:?}: {begun}");
    }
}

#[tokio::test]
async fn half_of_the_streams_are_left_by_all_strangers_together() {
    let options = |builder: mcp_server::Builder| builder.listen_streams(20);
    let options = |builder| options(offering(builder)).authentication(tokens().optional());
    let served = Served::with(options).await;
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let listen = Post::message(V26, None, &listen);
    let mut streams: Vec<Connection> = Vec::new();
    for (count, token, status) in [
        (10, None, 200),
        (1, None, 429),
        (8, Some("ann"), 200),
        (1, Some("ann"), 429),
        (2, Some("bob"), 200),
    ] {
        for _ in 0..count {
            let (head, connection) = served.open(&of(listen.clone(), token)).await;
            assert_eq!(head.status, status, "{token:?}");
            streams.push(connection);
        }
    }
}

/// Whoever opens streams, one after the other, until one is refused.
async fn streams(served: &Served, session: &str, token: &str) -> Vec<Connection> {
    let get = Post::get("/mcp").with("Mcp-Session-Id", session);
    let (get, mut streams) = (get.bearer(token), Vec::new());
    loop {
        let (head, connection) = served.open(&get).await;
        match head.status {
            200 if streams.len() < 20 => streams.push(connection),
            429 => return streams,
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn half_of_what_can_go_on_is_left_to_others_and_who_has_the_rest_can_end_it() {
    let served = serve(|builder| builder.max_connections(16)).await;
    let [hers, another] = [
        open(&served, V11, "ann").await,
        open(&served, V11, "ann").await,
    ];
    let his = open(&served, V11, "bob").await;
    // Streams of a session are at most 8 already.
    let mut held = streams(&served, &hers, "ann").await;
    assert_eq!(held.len(), 8);
    for call in [
        call(V11, Some(&another), "whoami"),
        call(V26, None, "whoami"),
    ] {
        let refused = served.send(&call.bearer("ann.admin")).await;
        assert_eq!(refused.head.status, 429, "{refused:?}");
        assert_eq!(refused.json()["error"]["data"]["reason"], "overloaded");
    }
    for get in [
        Post::get("/sse"),
        Post::get("/mcp").with("Mcp-Session-Id", &another),
    ] {
        let refused = served.send(&get.bearer("ann")).await;
        assert_eq!(refused.head.status, 429, "{refused:?}");
        assert!(refused.head.header("retry-after").is_some());
    }
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let listen = Post::message(V26, None, &listen);
    assert_eq!(served.send(&listen.bearer("ann")).await.head.status, 429);
    // Others do not notice.
    assert_eq!(status(&served, &his, "bob").await, 200);
    held.extend([served.open(&Post::get("/sse").bearer("bob")).await.1]);
    // What ends something passes.
    let cancel = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 } });
    let cancel = Post::message(V11, Some(&hers), &cancel).bearer("ann");
    assert_eq!(served.send(&cancel).await.head.status, 202);
    let delete = Post::delete("/mcp").with("Mcp-Session-Id", &hers);
    assert_eq!(served.send(&delete.bearer("ann")).await.head.status, 204);
    while status(&served, &another, "ann").await != 200 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn calls_whose_clients_are_gone_count_until_they_end() {
    let served = serve(|builder| builder.max_connections(8)).await;
    let hers = open(&served, V11, "ann").await;
    let wait = |id: u64| {
        let wait = json!({ "name": "wait", "arguments": {} });
        let wait = request(V11, &json!(id), "tools/call", &wait);
        Post::message(V11, Some(&hers), &wait).bearer("ann")
    };
    for id in 1..=4 {
        let mut connection = Connection::open(served.address).await;
        connection.write(&wait(id).to_bytes()).await;
        served.probe.started.reached(id).await;
    }
    let another = open(&served, V11, "ann").await;
    assert_eq!(status(&served, &another, "ann").await, 429);
    assert_eq!(served.send(&wait(5)).await.head.status, 429);
    let his = open(&served, V11, "bob").await;
    assert_eq!(status(&served, &his, "bob").await, 200);
    served.probe.opened.raise();
    while status(&served, &another, "ann").await != 200 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        (served.probe.started.times(), served.probe.dropped.times()),
        (4, 0)
    );
}

#[tokio::test]
async fn where_nobody_is_known_nobody_has_too_much() {
    let served = Served::with(|builder| builder.max_connections(4).tools(toolset![later])).await;
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let opened = served.send(&Post::message(V11, None, &initialize)).await;
    let session = opened.head.header("mcp-session-id").unwrap();
    let get = Post::get("/mcp").with("Mcp-Session-Id", session);
    let mut streams = Vec::new();
    for _ in 0..4 {
        let (head, connection) = served.open(&get).await;
        assert_eq!(head.status, 200);
        streams.push(connection);
    }
}
