//! What belongs to somebody is there for nobody else, and does not even seem to be there.

use mcp_server::prelude::*;
use serde_json::{Value, json};

use crate::support::envelope::{CAPABILITIES, V03, V06, V11, V24, V26, introduction, request};
use crate::support::http::{Connection, Events, Response};
use crate::support::log::Log;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, call, offering, open, said, serve, serve_with, tokens};

const UNKNOWN: &str = "0123456789abcdef0123456789abcdef";

/// All of a response but the time that it was made at.
fn bytes(response: &Response) -> (u16, Vec<u8>, Option<String>) {
    let challenge = response.head.header("www-authenticate").map(str::to_owned);
    (response.head.status, response.body.clone(), challenge)
}

/// Rows: AU-13, SH-31.
#[tokio::test]
async fn somebody_elses_session_is_as_unknown_as_one_that_never_was() {
    let log = Log::start();
    for revision in [V03, V06, V11] {
        let served = serve().await;
        let session = open(&served, revision, "ann").await;
        for post in [
            |id: &str| call(V06, Some(id), "count"),
            |id: &str| Post::get("/mcp").with("Mcp-Session-Id", id),
            |id: &str| Post::delete("/mcp").with("Mcp-Session-Id", id),
        ] {
            let theirs = served.send(&post(&session).bearer("bob.admin")).await;
            let none = served.send(&post(UNKNOWN).bearer("bob.admin")).await;
            assert_eq!(theirs.head.status, 404);
            assert_eq!(bytes(&theirs), bytes(&none));
        }
        assert_eq!(served.probe.counted.times(), 0);
        // It is still hers.
        let post = call(revision, Some(&session), "whoami").bearer("ann.admin");
        assert_eq!(said(&served.send(&post).await), "ann");
    }
    let text = log.text();
    assert!(text.contains("session_principal_mismatch"), "{text}");
}

#[tokio::test]
async fn a_strangers_session_is_not_theirs_who_are_known_and_the_other_way_round() {
    let served = serve_with(tokens().optional()).await;
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let opened = served.send(&Post::message(V11, None, &initialize)).await;
    let nobodys = opened.head.header("mcp-session-id").unwrap().to_owned();
    let hers = open(&served, V11, "ann").await;
    for (session, token, status) in [
        (&nobodys, None, 200),
        (&nobodys, Some("ann"), 404),
        (&hers, None, 404),
        (&hers, Some("ann"), 200),
    ] {
        let post = call(V11, Some(session), "welcome");
        let post = match token {
            Some(token) => post.bearer(token),
            None => post,
        };
        assert_eq!(served.send(&post).await.head.status, status);
    }
}

#[tokio::test]
async fn naming_somebody_elses_session_opens_one_of_ones_own() {
    let served = serve().await;
    let hers = open(&served, V11, "ann").await;
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let post = Post::message(V11, Some(&hers), &initialize).bearer("bob");
    let response = served.send(&post).await;
    assert_eq!(response.head.status, 200);
    let own = response.head.header("mcp-session-id").unwrap().to_owned();
    assert_ne!(own, hers);
    for (session, token, subject) in [(&own, "bob", "bob"), (&hers, "ann", "ann")] {
        let post = call(V11, Some(session), "whoami").bearer(token);
        assert_eq!(said(&served.send(&post).await), subject);
    }
}

/// Rows: SS-12.
#[tokio::test]
async fn a_post_of_somebody_else_into_a_stream_is_refused() {
    let served = serve().await;
    let (head, connection) = served.open(&Post::get("/sse").bearer("ann")).await;
    let path = Events::of(&head, connection).next().await.unwrap().data;
    let initialize = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    let theirs = served
        .send(&Post::new(path).json(&initialize).bearer("bob"))
        .await;
    let unknown = Post::new(format!("/message?sessionId={UNKNOWN}")).json(&initialize);
    let none = served.send(&unknown.bearer("bob")).await;
    assert_eq!(theirs.head.status, 404);
    assert_eq!(bytes(&theirs), bytes(&none));
}

#[tokio::test]
async fn somebody_elses_events_are_not_replayed() {
    let served = serve().await;
    let session = open(&served, V11, "ann").await;
    let params = json!({
        "name": "steps",
        "arguments": {},
        "_meta": { "progressToken": 1 },
    });
    let steps = request(V11, &json!(1), "tools/call", &params);
    let (head, connection) = served
        .open(&Post::message(V11, Some(&session), &steps).bearer("ann"))
        .await;
    let first = Events::of(&head, connection).any().await.unwrap();
    let id = first.id.expect("the event has an id");
    let again = |token: &str| {
        let get = Post::get("/mcp").with("Mcp-Session-Id", &session);
        get.with("MCP-Protocol-Version", V11.as_str())
            .with("Last-Event-ID", &id)
            .bearer(token)
    };
    let theirs = served.send(&again("bob")).await;
    assert_eq!(theirs.head.status, 404);
    let (head, connection) = served.open(&again("ann")).await;
    assert_eq!(head.status, 200);
    assert!(Events::of(&head, connection).next().await.is_some());
}

/// Take long
#[tool(task = "required")]
pub(super) async fn later() -> &'static str {
    std::future::pending().await
}

#[derive(Form)]
struct Name {
    name: String,
}

/// Ask for a name
#[tool]
pub(super) async fn ask(context: Context) -> Result<String, ToolError> {
    match context.ask::<Name>("Who are you?").await? {
        Answer::Accepted(Name { name }) => Ok(name),
        _ => Ok("nobody".to_owned()),
    }
}

async fn stateless() -> Served {
    let options = |builder| {
        let builder = offering(builder).tools(toolset![later, ask]);
        builder.authentication(tokens())
    };
    Served::with(options).await
}

/// A request of a client that has everything.
pub(super) fn able(method: &str, mut params: Value) -> Post {
    params["_meta"] = json!({ CAPABILITIES: {
        "elicitation": {},
        "extensions": { "io.modelcontextprotocol/tasks": {} },
    }});
    Post::message(V26, None, &request(V26, &json!(1), method, &params))
}

#[tokio::test]
async fn somebody_elses_task_is_as_unknown_as_one_that_never_was() {
    let served = stateless().await;
    let begin = able("tools/call", json!({ "name": "later", "arguments": {} }));
    let begun = served.send(&begin.bearer("ann")).await.json();
    let id = begun["result"]["taskId"]
        .as_str()
        .expect("a task")
        .to_owned();
    for method in ["tasks/get", "tasks/cancel", "tasks/update"] {
        let about = |id: &str| able(method, json!({ "taskId": id, "inputResponses": {} }));
        let theirs = served.send(&about(&id).bearer("bob")).await;
        let none = served.send(&about(UNKNOWN).bearer("bob")).await;
        assert_eq!(theirs.json()["error"]["code"], -32602, "{method}");
        assert_eq!(bytes(&theirs), bytes(&none), "{method}");
    }
    let get = able("tasks/get", json!({ "taskId": id }));
    let hers = served.send(&get.bearer("ann~600")).await.json();
    assert_eq!(hers["result"]["status"], "working", "{hers}");
    // Nor is anything told of it.
    let listen = able(
        "subscriptions/listen",
        json!({ "notifications": { "toolsListChanged": true, "taskIds": [id] } }),
    );
    let (head, connection) = served.open(&listen.clone().bearer("bob")).await;
    let granted = Events::of(&head, connection).next().await.unwrap().data;
    assert!(!granted.contains(&id), "{granted}");
    let (head, connection) = served.open(&listen.bearer("ann")).await;
    let granted = Events::of(&head, connection).next().await.unwrap().data;
    assert!(granted.contains(&id), "{granted}");
}

/// Rows: MR-09.
#[tokio::test]
async fn a_state_is_good_for_nobody_but_whom_it_was_given_to() {
    let served = stateless().await;
    let asked = able("tools/call", json!({ "name": "ask", "arguments": {} }));
    let asked = served.send(&asked.bearer("ann")).await.json();
    let (key, _) = asked["result"]["inputRequests"]
        .as_object()
        .unwrap()
        .iter()
        .next()
        .unwrap();
    let answer = json!({ key: { "action": "accept", "content": { "name": "Ann" } } });
    let again = able(
        "tools/call",
        json!({
            "name": "ask",
            "arguments": {},
            "requestState": asked["result"]["requestState"],
            "inputResponses": answer,
        }),
    );
    let theirs = served.send(&again.clone().bearer("bob")).await.json();
    assert_eq!(theirs["error"]["code"], -32602, "{theirs}");
    assert!(!theirs.to_string().contains("bob"), "{theirs}");
    // A refreshed token with other rights is still hers.
    let hers = served.send(&again.bearer("ann.read~600")).await;
    assert_eq!(said(&hers), "Ann");
}

#[tokio::test]
async fn a_principal_listens_to_so_many_streams_and_no_more() {
    let served = stateless().await;
    let listen = || {
        able(
            "subscriptions/listen",
            json!({ "notifications": { "toolsListChanged": true } }),
        )
    };
    let mut open: Vec<Connection> = Vec::new();
    for _ in 0..8 {
        let (head, connection) = served.open(&listen().bearer("ann")).await;
        assert_eq!(head.status, 200);
        open.push(connection);
    }
    let refused = served.send(&listen().bearer("ann.admin")).await;
    assert_eq!(refused.head.status, 429, "{refused:?}");
    let (head, _other) = served.open(&listen().bearer("bob")).await;
    assert_eq!(head.status, 200);
    // One that ends makes room, as soon as the server has noticed.
    drop(open.pop());
    loop {
        let (head, connection) = served.open(&listen().bearer("ann")).await;
        if head.status == 200 {
            drop(connection);
            break;
        }
        tokio::task::yield_now().await;
    }
}
