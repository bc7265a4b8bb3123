//! A client that is asked, on every transport. What it hears must be what the schema says.

use std::sync::Arc;

use mcp_server::{Builder, Revision, Server};
use mcp_tests::Probe;
use serde_json::{Map, Value, json};

use crate::offer;
use crate::support::envelope::{self, CAPABILITIES, V24, V26};
use crate::support::http::{Connection, Events};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::schema::{must_be, must_be_message};
use crate::support::served::Served;
use crate::support::wires::Transport;
use crate::way::Way;

/// A client of a session, or of none.
pub(crate) struct Client {
    pub(crate) revision: Revision,
    capabilities: Value,
    way: Way,
    next: i64,
}

/// A request on its way: where its messages come.
pub(crate) struct Call {
    pub(crate) id: i64,
    method: &'static str,
    own: Option<Own>,
}

enum Own {
    Events(Box<Events>),
    Body(u16, Value),
}

/// All that a client can declare.
pub(crate) fn everything() -> Value {
    json!({
        "elicitation": { "form": {}, "url": {} },
        "sampling": { "tools": {} },
        "roots": {},
    })
}

/// Serves over HTTP.
pub(crate) async fn serve(server: &Server) -> Arc<Served> {
    Arc::new(Served::serve(server.clone(), Probe::default()).await)
}

impl Client {
    /// A client that can be asked everything.
    pub(crate) async fn connect(transport: Transport, revision: Revision) -> Self {
        Self::connect_to(transport, revision, everything(), |builder| builder).await
    }

    /// The same with other capabilities, and a server of its own.
    pub(crate) async fn connect_to(
        transport: Transport,
        revision: Revision,
        capabilities: Value,
        options: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let server = options(offer::server())
            .build()
            .expect("the server can be built");
        Self::reach(&server, transport, revision, capabilities).await
    }

    /// The same of a server that is there.
    pub(crate) async fn reach(
        server: &Server,
        transport: Transport,
        revision: Revision,
        capabilities: Value,
    ) -> Self {
        match transport {
            Transport::Lines => {
                let way = Way::Lines(Lines::open(server.clone()));
                Self::greet(way, revision, capabilities).await
            }
            Transport::Sse | Transport::Streamable => {
                let served = serve(server).await;
                Self::join(served, transport, revision, capabilities).await
            }
        }
    }

    /// One more client of a server that has others.
    pub(crate) async fn join(
        served: Arc<Served>,
        transport: Transport,
        revision: Revision,
        capabilities: Value,
    ) -> Self {
        let way = Way::to(served, transport).await;
        Self::greet(way, revision, capabilities).await
    }

    async fn greet(way: Way, revision: Revision, capabilities: Value) -> Self {
        let mut client = Self {
            revision,
            capabilities,
            way,
            next: 0,
        };
        if revision != V26 {
            let mut introduction = envelope::introduction(revision.as_str());
            introduction["capabilities"] = client.capabilities.clone();
            let mut call = client.send("initialize", introduction).await;
            let answer = client.hear(&mut call).await.expect("it is answered");
            assert_eq!(answer["result"]["protocolVersion"], revision.as_str());
            let initialized =
                envelope::notification(revision, "notifications/initialized", &Value::Null);
            client.tell(&initialized).await;
        }
        client
    }

    /// Calls a tool and answers all that is asked with it.
    pub(crate) async fn call(
        &mut self,
        name: &str,
        arguments: Value,
        answer: impl Fn(&Value) -> Value,
    ) -> (Value, Vec<Value>) {
        let params = json!({ "name": name, "arguments": arguments });
        self.ask("tools/call", params, answer).await
    }

    /// Sends a request and answers all that is asked with it: what comes of it, and what was asked.
    pub(crate) async fn ask(
        &mut self,
        method: &'static str,
        mut params: Value,
        answer: impl Fn(&Value) -> Value,
    ) -> (Value, Vec<Value>) {
        let mut questions = Vec::new();
        loop {
            let mut call = self.send(method, params.clone()).await;
            let message = loop {
                let message = self.hear(&mut call).await.expect("there is an answer");
                if message.get("method").is_none() {
                    break message;
                }
                let response = respond(&message, answer(&message));
                questions.push(message);
                self.tell(&response).await;
            };
            if message["result"]["resultType"] != "input_required" {
                return (message, questions);
            }
            let asked = message["result"]["inputRequests"]
                .as_object()
                .expect("questions");
            let answers = asked
                .iter()
                .map(|(key, question)| (key.clone(), answer(question)));
            params["inputResponses"] = Value::Object(answers.collect::<Map<_, _>>());
            params["requestState"] = message["result"]["requestState"].clone();
            questions.extend(asked.values().cloned());
        }
    }

    /// Sends a request.
    pub(crate) async fn send(&mut self, method: &'static str, mut params: Value) -> Call {
        let id = self.next;
        self.next += 1;
        if self.revision == V26 {
            params["_meta"][CAPABILITIES] = self.capabilities.clone();
        }
        let request = envelope::request(self.revision, &json!(id), method, &params);
        let own = match &mut self.way {
            Way::Lines(lines) => {
                lines.write(request.to_string().as_bytes()).await;
                None
            }
            Way::Sse { served, path, .. } => {
                let post = Post::new(path.clone()).json(&request);
                assert_eq!(served.send(&post).await.head.status, 202);
                None
            }
            Way::Streamable {
                served, session, ..
            } => {
                let mut post = Post::message(self.revision, session.as_deref(), &request);
                if let Some(uri) = params["uri"].as_str() {
                    post = post.set("Mcp-Name", uri);
                } else if let Some(name) = params["name"].as_str() {
                    post = post.set("Mcp-Name", name);
                }
                let mut connection = Connection::open(served.address).await;
                connection.write(&post.to_bytes()).await;
                let response = connection.head_or_response().await;
                if let Some(id) = response.head.header("mcp-session-id") {
                    *session = Some(id.to_owned());
                }
                Some(match response.head.is_stream() {
                    true => Own::Events(Box::new(Events::of(&response.head, connection))),
                    false => Own::Body(response.head.status, response.json()),
                })
            }
        };
        Call { id, method, own }
    }

    /// The next message for a request, whatever it is; none when its stream ends.
    pub(crate) async fn hear(&mut self, call: &mut Call) -> Option<Value> {
        let message = match &mut call.own {
            Some(Own::Body(_, body)) => body.clone(),
            Some(Own::Events(events)) => {
                let event = events.next().await?;
                serde_json::from_str(&event.data).expect("a message is JSON")
            }
            None => self.way.hear().await?,
        };
        self.check(&message, call.method);
        Some(message)
    }

    /// The next message, which asks something.
    pub(crate) async fn question(&mut self, call: &mut Call) -> Value {
        let message = self.hear(call).await.expect("it is asked");
        assert!(message.get("method").is_some(), "{message}");
        assert!(message.get("id").is_some(), "{message}");
        message
    }

    /// The text that a call ends with.
    pub(crate) async fn end(&mut self, call: &mut Call) -> String {
        let message = self.hear(call).await.expect("it ends");
        text(&message)
    }

    /// Sends a message that nothing answers.
    pub(crate) async fn tell(&mut self, message: &Value) {
        self.way.tell(self.revision, message).await;
    }

    /// Answers a question.
    pub(crate) async fn answer(&mut self, question: &Value, result: Value) {
        self.tell(&respond(question, result)).await;
    }

    /// Hears what belongs to no request.
    pub(crate) async fn overhear(&mut self) {
        self.way.overhear(self.revision).await;
    }

    /// The page whose visitor is done, as the next message says that belongs to no request.
    pub(crate) async fn completed(&mut self) -> Value {
        let mut told = self.way.hear().await.expect("the stream goes on");
        must_be_message(self.revision, &told);
        must_be(self.revision, "ElicitationCompleteNotification", &told);
        told["params"]["elicitationId"].take()
    }

    /// Ends the session.
    pub(crate) async fn hang_up(&mut self) {
        self.way.hang_up().await;
    }

    fn check(&self, message: &Value, method: &str) {
        let revision = self.revision;
        must_be_message(revision, message);
        match message["method"].as_str() {
            Some("notifications/cancelled") => must_be(revision, "CancelledNotification", message),
            Some(asked) => must_be(revision, definition(asked), message),
            None if message["result"]["resultType"] == "input_required" => {
                must_be(revision, "InputRequiredResult", &message["result"]);
                let questions = message["result"]["inputRequests"]
                    .as_object()
                    .expect("questions");
                for question in questions.values() {
                    let asked = question["method"].as_str().expect("a method");
                    must_be(revision, definition(asked), question);
                    assert!(question.get("id").is_none() && question.get("jsonrpc").is_none());
                }
                assert!(message["result"]["requestState"].is_string());
            }
            None if message.get("result").is_some() => {
                let definition = match method {
                    "initialize" => "InitializeResult",
                    "tools/call" => "CallToolResult",
                    "prompts/get" => "GetPromptResult",
                    "resources/read" => "ReadResourceResult",
                    method => panic!("{method} is not sent here"),
                };
                must_be(revision, definition, &message["result"]);
            }
            None if message["error"]["code"] == -32042 => {
                must_be(revision, "URLElicitationRequiredError", message);
            }
            None => assert!(message.get("error").is_some(), "{message}"),
        }
    }
}

impl Call {
    /// The status of an answer that was no stream.
    pub(crate) fn status(&self) -> Option<u16> {
        match &self.own {
            Some(Own::Body(status, _)) => Some(*status),
            _ => None,
        }
    }
}

fn definition(method: &str) -> &'static str {
    match method {
        "elicitation/create" => "ElicitRequest",
        "sampling/createMessage" => "CreateMessageRequest",
        "roots/list" => "ListRootsRequest",
        method => panic!("the server never asks {method}"),
    }
}

/// A response with a result, or with an error where that is what is given.
pub(crate) fn respond(question: &Value, result: Value) -> Value {
    match result.get("code") {
        Some(_) => json!({ "jsonrpc": "2.0", "id": question["id"], "error": result }),
        None => json!({ "jsonrpc": "2.0", "id": question["id"], "result": result }),
    }
}

/// The text that a tool answered with.
pub(crate) fn text(message: &Value) -> String {
    let text = message["result"]["content"][0]["text"].as_str();
    text.unwrap_or_else(|| panic!("no text: {message:#}"))
        .to_owned()
}

/// A model's answer.
pub(crate) fn said(text: &str) -> Value {
    json!({ "role": "assistant", "content": { "type": "text", "text": text }, "model": "m" })
}

/// Two folders.
pub(crate) fn roots() -> Value {
    json!({ "roots": [{ "uri": "file:///a" }, { "uri": "file:///b", "name": "B" }] })
}

/// Answers that fit all questions.
pub(crate) fn any(question: &Value) -> Value {
    match question["method"].as_str() {
        Some("sampling/createMessage") => said("Paris"),
        Some("roots/list") => roots(),
        _ => json!({
            "action": "accept",
            "content": { "city": "Paris", "class": "first", "name": "Alice" },
        }),
    }
}

/// The revisions with forms.
pub(crate) fn has_forms(revision: Revision) -> bool {
    revision != V24 && revision != envelope::V03
}
