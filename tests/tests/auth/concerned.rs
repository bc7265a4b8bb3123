//! Who is told of what: whom it concerns, and who may see it by then.

use std::sync::atomic::{AtomicBool, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{Revision, Viewer};
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, notification, request};
use crate::support::http::Events;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, open, principal, tokens};

const TOOLS: &str = "notifications/tools/list_changed";
const PROMPTS: &str = "notifications/prompts/list_changed";
const RESOURCES: &str = "notifications/resources/list_changed";
const UPDATED: &str = "notifications/resources/updated";

/// A feature that can be switched off.
struct Feature(AtomicBool);

fn is_on(viewer: &Viewer<'_>) -> bool {
    let feature = viewer.state::<Feature>();
    feature.is_some_and(|feature| feature.0.load(Ordering::Relaxed))
}

/// What things cost
#[resource("test://prices", scopes("read"))]
fn prices() -> &'static str {
    "too much"
}

/// What one thing costs
#[resource("test://prices/{thing}", scopes("read"))]
fn price(thing: String) -> String {
    format!("{thing}: too much")
}

/// What comes
#[resource("test://plans", visible_when = is_on)]
fn plans() -> &'static str {
    "nothing"
}

/// Ask nicely
#[prompt]
fn nicely() -> &'static str {
    "please"
}

/// Switch a feature
#[tool]
fn switch(State(feature): State<Feature>, on: bool) {
    feature.0.store(on, Ordering::Relaxed);
}

fn server() -> Server {
    let builder = Server::builder(("everything", "1"))
        .state(Feature(AtomicBool::new(true)))
        .tools(toolset![switch])
        .prompts(prompts![nicely])
        .resources(resources![prices, price, plans])
        .authentication(tokens());
    builder.build().expect("the server can be built")
}

async fn serve(server: &Server) -> Served {
    Served::serve(server.clone(), Probe::default()).await
}

/// The next thing that a stream tells of.
async fn told(events: &mut Events) -> Value {
    let event = events.next().await.expect("the stream goes on");
    serde_json::from_str(&event.data).expect("a message is JSON")
}

async fn hears(events: &mut Events, method: &str) {
    let message = told(events).await;
    assert_eq!(message["method"], method, "{message}");
}

async fn stream(served: &Served, post: &Post) -> Events {
    let (head, connection) = served.open(post).await;
    assert_eq!(head.status, 200);
    Events::of(&head, connection)
}

/// A session over one of the transports, wherever it is posted to.
struct Session {
    revision: Revision,
    /// Where to post; over streamable HTTP the session's id besides.
    path: String,
    id: Option<String>,
    /// What was asked so far.
    asked: u32,
}

impl Session {
    fn post(&self, message: &Value) -> Post {
        match &self.id {
            Some(id) => Post::message(self.revision, Some(id), message),
            None => Post::new(self.path.clone()).json(message),
        }
    }

    /// Asks with a token; over HTTP+SSE the answer comes by the stream.
    async fn ask(&mut self, served: &Served, token: &str, method: &str, params: &Value) {
        self.asked += 1;
        let message = request(self.revision, &json!(self.asked), method, params);
        let response = served.send(&self.post(&message).bearer(token)).await;
        let expected = if self.id.is_some() { 200 } else { 202 };
        assert_eq!(response.head.status, expected, "{response:?}");
        let body = String::from_utf8_lossy(&response.body);
        assert!(!body.contains("\"error\""), "{body}");
    }

    async fn settle(&self, served: &Served, token: &str) {
        let message = notification(self.revision, "notifications/initialized", &Value::Null);
        let response = served.send(&self.post(&message).bearer(token)).await;
        assert_eq!(response.head.status, 202, "{response:?}");
    }
}

/// A session over streamable HTTP, and its stream.
async fn over_http(served: &Served, revision: Revision, token: &str) -> (Session, Events) {
    let session = Session {
        revision,
        path: String::new(),
        id: Some(open(served, revision, token).await),
        asked: 0,
    };
    session.settle(served, token).await;
    let events = listen_in(served, &session, token).await;
    (session, events)
}

async fn listen_in(served: &Served, session: &Session, token: &str) -> Events {
    let id = session.id.as_ref().expect("it is over streamable HTTP");
    let get = Post::get("/mcp").with("Mcp-Session-Id", id).bearer(token);
    stream(served, &get).await
}

/// A session over HTTP+SSE, and its stream.
async fn over_sse(served: &Served, token: &str) -> (Session, Events) {
    let mut events = stream(served, &Post::get("/sse").bearer(token)).await;
    let mut session = Session {
        revision: V24,
        path: events.next().await.expect("the stream begins").data,
        id: None,
        asked: 0,
    };
    let introduction = introduction(V24.as_str());
    session
        .ask(served, token, "initialize", &introduction)
        .await;
    assert!(told(&mut events).await["result"].is_object());
    session.settle(served, token).await;
    (session, events)
}

/// A stream of one request.
async fn over_listen(served: &Served, token: &str, uris: &[&str]) -> Events {
    let filter = json!({ "notifications": {
        "toolsListChanged": true,
        "promptsListChanged": true,
        "resourcesListChanged": true,
        "resourceSubscriptions": uris,
    }});
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    let post = Post::message(V26, None, &listen).bearer(token);
    let mut events = stream(served, &post).await;
    let granted = told(&mut events).await;
    let granted = &granted["params"]["notifications"]["resourceSubscriptions"];
    assert_eq!(*granted, json!(uris));
    events
}

#[tokio::test]
async fn a_list_that_changed_for_one_is_told_to_nobody_else() {
    let server = server();
    let served = serve(&server).await;
    let mut streams = Vec::new();
    for token in ["ann.read", "bob.read"] {
        for revision in [V03, V06, V11] {
            streams.push((token, over_http(&served, revision, token).await.1));
        }
        streams.push((token, over_sse(&served, token).await.1));
        streams.push((token, over_listen(&served, token, &["test://plans"]).await));
    }
    let notify = server.notify();
    let is_ann = |who: Option<&Principal>| who.is_some_and(|who| who.subject() == "ann");
    let tell: [(&str, &dyn Fn()); 3] = [
        (TOOLS, &|| notify.tools_changed_for(is_ann)),
        (PROMPTS, &|| notify.prompts_changed_for(is_ann)),
        (RESOURCES, &|| notify.resources_changed_for(is_ann)),
    ];
    for (method, tell) in tell {
        tell();
        for (token, events) in &mut streams {
            if token.starts_with("ann") {
                hears(events, method).await;
            }
        }
    }
    // The first that the others hear is what is for all.
    notify.prompts_changed();
    for (_, events) in &mut streams {
        hears(events, PROMPTS).await;
    }
}

#[tokio::test]
async fn a_list_that_changed_while_nobody_listened_is_told_when_somebody_does() {
    let server = server();
    let served = serve(&server).await;
    let mut sessions = Vec::new();
    for token in ["ann", "bob"] {
        let (session, events) = over_http(&served, V11, token).await;
        drop(events);
        sessions.push(session);
    }
    let notify = server.notify();
    for _ in 0..10 {
        notify.tools_changed_for(|who| who.is_some_and(|who| who.subject() == "ann"));
    }
    let mut hers = listen_in(&served, &sessions[0], "ann").await;
    let mut his = listen_in(&served, &sessions[1], "bob").await;
    hears(&mut hers, TOOLS).await;
    notify.prompts_changed();
    hears(&mut hers, PROMPTS).await;
    hears(&mut his, PROMPTS).await;
}

#[tokio::test]
async fn a_pipe_hears_of_a_list_that_changed_for_whoever_opened_it() {
    for revision in [V11, V26] {
        let server = server();
        let [ann, bob] = ["ann", "bob"].map(|name| principal(name).unwrap());
        let ann = Client::with_revision_as(&server, ann, revision.as_str()).await;
        let bob = Client::with_revision_as(&server, bob, revision.as_str()).await;
        let (ann, bob) = (ann.unwrap(), bob.unwrap());
        let wanted = json!({ "toolsListChanged": true, "promptsListChanged": true });
        let mut hers = ann.listen(wanted.clone()).await.unwrap();
        let mut his = bob.listen(wanted).await.unwrap();
        // What is asked now comes after the handshakes.
        assert!(ann.tools().await.is_ok() && bob.tools().await.is_ok());
        let notify = server.notify();
        notify.tools_changed_for(|who| who.is_some_and(|who| who.subject() == "ann"));
        assert_eq!(hers.next().await.unwrap()["method"], TOOLS);
        notify.prompts_changed();
        assert_eq!(hers.next().await.unwrap()["method"], PROMPTS);
        assert_eq!(his.next().await.unwrap()["method"], PROMPTS);
    }
}

#[tokio::test]
async fn updates_end_with_the_scope_that_they_take_and_go_on_with_it() {
    let server = server();
    let served = serve(&server).await;
    let (able, poor) = ("ann.read", "ann");
    let mut sessions = Vec::new();
    for revision in [V03, V06, V11] {
        sessions.push(over_http(&served, revision, able).await);
    }
    sessions.push(over_sse(&served, able).await);
    let uris = ["test://prices", "test://prices/tea"];
    for (session, events) in &mut sessions {
        let has_answers = session.id.is_none();
        for uri in uris {
            let params = json!({ "uri": uri });
            session
                .ask(&served, able, "resources/subscribe", &params)
                .await;
            if has_answers {
                assert!(told(events).await["result"].is_object());
            }
        }
    }
    let notify = server.notify();
    for token in [able, poor, able, poor] {
        for (session, events) in &mut sessions {
            session.ask(&served, token, "ping", &Value::Null).await;
            if session.id.is_none() {
                assert!(told(events).await["result"].is_object());
            }
        }
        for uri in uris {
            notify.resource_updated(uri);
        }
        for (_, events) in &mut sessions {
            let expected = if token == able { &uris[..] } else { &[] };
            for uri in expected {
                let message = told(events).await;
                assert_eq!(message["method"], UPDATED);
                assert_eq!(message["params"]["uri"], *uri);
            }
        }
        // Had there been more, it would have had its turn by the second of these.
        for _ in 0..2 {
            notify.prompts_changed();
            for (_, events) in &mut sessions {
                hears(events, PROMPTS).await;
            }
        }
    }
}

#[tokio::test]
async fn an_update_that_waited_is_not_told_to_whoever_lost_the_scope_meanwhile() {
    let server = server();
    let served = serve(&server).await;
    let (mut session, events) = over_http(&served, V11, "ann.read").await;
    drop(events);
    let params = json!({ "uri": "test://prices" });
    let subscribe = "resources/subscribe";
    session.ask(&served, "ann.read", subscribe, &params).await;
    server.notify().resource_updated("test://prices");
    let mut events = listen_in(&served, &session, "ann").await;
    for _ in 0..2 {
        server.notify().prompts_changed();
        hears(&mut events, PROMPTS).await;
    }
}

#[tokio::test]
async fn updates_end_with_the_feature_that_shows_a_resource_and_go_on_with_it() {
    let server = server();
    let served = serve(&server).await;
    let (mut session, events) = over_http(&served, V11, "ann").await;
    let params = json!({ "uri": "test://plans" });
    let subscribe = "resources/subscribe";
    session.ask(&served, "ann", subscribe, &params).await;
    let listening = over_listen(&served, "ann", &["test://plans"]).await;
    let mut streams = [events, listening];
    let notify = server.notify();
    for on in [true, false, true] {
        let switch = json!({ "name": "switch", "arguments": { "on": on } });
        session.ask(&served, "ann", "tools/call", &switch).await;
        notify.resource_updated("test://plans");
        for events in &mut streams {
            if on {
                hears(events, UPDATED).await;
            }
        }
        for _ in 0..2 {
            notify.prompts_changed();
            for events in &mut streams {
                hears(events, PROMPTS).await;
            }
        }
    }
    // What is gone for everybody is kept from nobody.
    server
        .change(|change| {
            change.remove_resource("test://plans");
        })
        .unwrap();
    for events in &mut streams {
        hears(events, RESOURCES).await;
    }
    notify.resource_updated("test://plans");
    for events in &mut streams {
        hears(events, UPDATED).await;
    }
}
