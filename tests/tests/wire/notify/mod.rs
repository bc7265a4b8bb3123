//! What the server says of its own accord: to everybody who wants to hear it, and to nobody else.

mod ending;
mod everyone;
mod listening;
mod stalled;
mod subscribing;

use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::refusals::begin;
use crate::support::envelope::{V26, introduction, notification, request};
use crate::support::heard::check;
use crate::support::http::{Connection, Events};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::served::Served;

const TOOLS: &str = "notifications/tools/list_changed";
const PROMPTS: &str = "notifications/prompts/list_changed";
const RESOURCES: &str = "notifications/resources/list_changed";
const UPDATED: &str = "notifications/resources/updated";
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

const INBOX: &str = "test://inbox";

/// What came in
#[resource("test://inbox")]
fn inbox() -> &'static str {
    "nothing"
}

/// A thing of many
#[resource("test://thing/{number}")]
fn thing(number: u32) -> String {
    number.to_string()
}

/// Ask nicely
#[prompt]
fn nicely() -> &'static str {
    "please"
}

/// Change the list of tools, and what came in
#[tool]
async fn change(notify: Notify, progress: Progress, context: Context) {
    progress.report(1).await;
    context.log(Level::Error, "changing").await;
    notify.tools_changed();
    notify.resource_updated(INBOX);
}

/// A server whose every list can change. Its name is the one that the schema checks want.
fn builder() -> Builder {
    Server::builder(("everything", "1"))
        .tools(toolset![change])
        .prompts(prompts![nicely])
        .resources(resources![inbox, thing])
}

fn server() -> Server {
    builder().build().expect("the server can be built")
}

async fn serve(server: &Server) -> Served {
    Served::serve(server.clone(), Probe::default()).await
}

/// A stream on which the server may say something.
struct Ear {
    revision: Revision,
    /// The request whose answer may come too.
    asked: &'static str,
    stream: Stream,
}

enum Stream {
    Events(Box<Events>),
    Lines(Box<Lines>),
}

impl Ear {
    /// The stream of a session over streamable HTTP, which GET opens.
    async fn get(served: &Served, revision: Revision, session: &str) -> Self {
        let mut get = Post::get("/mcp").with("Mcp-Session-Id", session);
        if revision.abilities().version_header {
            get = get.with("MCP-Protocol-Version", revision.as_str());
        }
        Self::events(served, revision, &get, "ping").await
    }

    /// A stream of HTTP+SSE, and where to post.
    async fn sse(served: &Served, revision: Revision) -> (Self, String) {
        let mut ear = Self::events(served, revision, &Post::get("/sse"), "initialize").await;
        let Stream::Events(events) = &mut ear.stream else {
            unreachable!("it is made of events");
        };
        let endpoint = events.next().await.expect("the stream begins");
        assert_eq!(endpoint.name, "endpoint");
        (ear, endpoint.data)
    }

    /// A stream that `subscriptions/listen` opens, with what is granted.
    async fn listen(served: &Served, id: &Value, filter: &Value) -> (Self, Value) {
        let post = Post::message(V26, None, &listen(id, filter));
        let mut ear = Self::events(served, V26, &post, "subscriptions/listen").await;
        let granted = ear.acknowledged(id).await;
        (ear, granted)
    }

    async fn events(served: &Served, revision: Revision, post: &Post, asked: &'static str) -> Self {
        let (head, connection) = served.open(post).await;
        assert_eq!(head.status, 200);
        Self {
            revision,
            asked,
            stream: Stream::Events(Box::new(Events::of(&head, connection))),
        }
    }

    /// A pipe, on which nothing was said yet.
    fn lines(server: &Server, revision: Revision) -> Self {
        let asked = if revision == V26 {
            "subscriptions/listen"
        } else {
            "ping"
        };
        Self {
            revision,
            asked,
            stream: Stream::Lines(Box::new(Lines::open(server.clone()))),
        }
    }

    /// A pipe whose client has shaken hands.
    async fn greeted(server: &Server, revision: Revision) -> Self {
        let mut ear = Self::lines(server, revision);
        ear.write(&initialize(revision)).await;
        ear.asked = "initialize";
        assert_eq!(ear.next().await["id"], 0);
        ear.asked = "ping";
        ear.write(&notification(
            revision,
            "notifications/initialized",
            &Value::Null,
        ))
        .await;
        // The answer shows that what came before it was taken in.
        ear.ask(&json!("sync"), "ping", &Value::Null).await;
        ear
    }

    async fn write(&mut self, message: &Value) {
        match &mut self.stream {
            Stream::Lines(lines) => lines.write(message.to_string().as_bytes()).await,
            Stream::Events(_) => panic!("there is nothing to write to"),
        }
    }

    /// Sends a request on a pipe, and gives what is said next.
    async fn ask(&mut self, id: &Value, method: &'static str, params: &Value) -> Value {
        let asked = std::mem::replace(&mut self.asked, method);
        self.write(&request(self.revision, id, method, params))
            .await;
        let answer = self.next().await;
        self.asked = asked;
        answer
    }

    /// The next message, held against the schema.
    async fn next(&mut self) -> Value {
        self.end().await.expect("the stream goes on")
    }

    /// The same, or the end.
    async fn end(&mut self) -> Option<Value> {
        let text = match &mut self.stream {
            Stream::Events(events) => events.next().await.map(|event| {
                assert_eq!(event.name, "message");
                event.data
            }),
            Stream::Lines(lines) => lines.read().await,
        };
        let message = serde_json::from_str(&text?).expect("a message is JSON");
        check(self.revision, &message, self.asked);
        Some(message)
    }

    /// The next message must be a notification of this method.
    async fn hears(&mut self, method: &str) -> Value {
        let message = self.next().await;
        assert_eq!(message["method"], method, "{message}");
        message
    }

    /// The next messages must be these notifications, in whatever order.
    async fn hears_all(&mut self, methods: &[&str]) {
        let mut left: Vec<_> = methods.to_vec();
        while !left.is_empty() {
            let message = self.next().await;
            let place = left.iter().position(|method| message["method"] == *method);
            left.swap_remove(place.unwrap_or_else(|| panic!("{message} is none of {left:?}")));
        }
    }

    /// The next message must acknowledge a stream; gives what is granted.
    async fn acknowledged(&mut self, id: &Value) -> Value {
        let mut message = self.hears("notifications/subscriptions/acknowledged").await;
        assert_eq!(stream_of(&message), id);
        message["params"]["notifications"].take()
    }
}

/// A request for a stream.
fn listen(id: &Value, filter: &Value) -> Value {
    let params = json!({ "notifications": filter });
    request(V26, id, "subscriptions/listen", &params)
}

fn all() -> Value {
    json!({
        "toolsListChanged": true,
        "promptsListChanged": true,
        "resourcesListChanged": true,
        "resourceSubscriptions": [INBOX],
    })
}

/// The stream that a message names.
fn stream_of(message: &Value) -> &Value {
    let holder = message.get("params").unwrap_or(&message["result"]);
    &holder["_meta"][SUBSCRIPTION]
}

fn initialize(revision: Revision) -> Value {
    let params = introduction(revision.as_str());
    request(revision, &json!(0), "initialize", &params)
}

/// A request of a session that must succeed.
async fn ask(served: &Served, revision: Revision, session: &str, method: &str, params: &Value) {
    let message = request(revision, &json!(method), method, params);
    let response = served
        .send(&Post::message(revision, Some(session), &message))
        .await;
    let body = String::from_utf8_lossy(&response.body);
    assert!(
        response.head.status == 200 && body.contains("\"result\":"),
        "{body}"
    );
}

/// A session over streamable HTTP that is subscribed to the inbox.
async fn subscribed(served: &Served, revision: Revision) -> String {
    let session = begin(served, revision).await;
    let params = json!({ "uri": INBOX });
    ask(served, revision, &session, "resources/subscribe", &params).await;
    session
}

/// Opens a connection and posts a message, without waiting for what comes of it.
async fn post(served: &Served, message: &Value) -> Connection {
    let mut connection = Connection::open(served.address).await;
    let post = Post::message(V26, None, message);
    connection.write(&post.to_bytes()).await;
    connection
}
