//! One client for all transports: it knows who carries a message, and has everything it hears
//! checked against the schema.

use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};

use super::envelope::{self, V03, V06, V11, V24, V26};
use super::heard::{Heard, check, is_for};
use super::http::{Connection, Events};
use super::lines::Lines;
use super::post::Post;
use super::served::Served;
use super::wires::Transport;

/// A client and the server that it alone talks to.
pub(crate) struct Client {
    pub(crate) revision: Revision,
    pub(crate) transport: Transport,
    pub(crate) probe: Probe,
    way: Way,
    next: i64,
    /// What came for others than whoever was waiting.
    inbox: Vec<Value>,
}

enum Way {
    Streamable {
        served: Served,
        session: Option<String>,
    },
    Sse {
        served: Served,
        path: String,
        events: Box<Events>,
    },
    Lines(Lines),
}

/// A request that has been sent, or another stream on which something may be said.
pub(crate) struct Pending {
    pub(crate) id: Value,
    /// What may be answered.
    method: String,
    /// The status, where there is one of its own and it is known.
    pub(crate) status: Option<u16>,
    streamed: bool,
    source: Source,
}

enum Source {
    /// What is said comes on this connection, nobody has looked how.
    Connection(Box<Connection>),
    Events(Box<Events>),
    /// It was said at once, and is heard once.
    Body(Option<Value>),
    /// It comes with everything else.
    Shared,
}

impl Pending {
    /// Whether what is said comes with everything else.
    pub(crate) const fn is_shared(&self) -> bool {
        matches!(self.source, Source::Shared)
    }
}

impl Client {
    /// A client that has shaken hands, where its revision does.
    pub(crate) async fn connect(transport: Transport, revision: Revision) -> Self {
        Self::connect_to(transport, revision, |builder| builder).await
    }

    /// The same with a server of its own.
    pub(crate) async fn connect_to(
        transport: Transport,
        revision: Revision,
        options: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let mut client = Self::reach(transport, revision, options).await;
        if revision != V26 {
            let introduction = envelope::introduction(revision.as_str());
            let heard = client.ask("initialize", introduction).await;
            assert_eq!(heard.result()["protocolVersion"], revision.as_str());
            client
                .notify("notifications/initialized", Value::Null)
                .await;
        }
        client
    }

    /// A client that has said nothing yet.
    pub(crate) async fn reach(
        transport: Transport,
        revision: Revision,
        options: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let probe = Probe::default();
        let server = options(mcp_tests::watched(&probe))
            .build()
            .expect("the server can be built");
        let way = match transport {
            Transport::Lines => Way::Lines(Lines::open(server)),
            Transport::Sse => open_sse(Served::serve(server, probe.clone()).await).await,
            Transport::Streamable => Way::Streamable {
                served: Served::serve(server, probe.clone()).await,
                session: None,
            },
        };
        Self {
            revision,
            transport,
            probe,
            way,
            next: 0,
            inbox: Vec::new(),
        }
    }

    /// Sends a request and waits for its end.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Heard {
        let pending = self.begin(method, params).await;
        self.finish(pending).await
    }

    /// Calls a tool.
    pub(crate) async fn call(&mut self, name: &str, arguments: Value) -> Heard {
        self.ask(
            "tools/call",
            json!({ "name": name, "arguments": arguments }),
        )
        .await
    }

    /// Sends a request.
    pub(crate) async fn begin(&mut self, method: &str, params: Value) -> Pending {
        let id = json!(self.next);
        self.next += 1;
        self.send(&envelope::request(self.revision, &id, method, &params))
            .await
    }

    /// Sends a request that is whole.
    pub(crate) async fn send(&mut self, request: &Value) -> Pending {
        let (mut status, mut source) = (None, Source::Shared);
        match &mut self.way {
            Way::Lines(lines) => lines.write(request.to_string().as_bytes()).await,
            Way::Sse { served, path, .. } => {
                let response = served.send(&Post::new(path.clone()).json(request)).await;
                if response.head.status != 202 {
                    status = Some(response.head.status);
                    source = Source::Body(Some(response.json()));
                }
            }
            Way::Streamable { served, session } => {
                let post = Post::message(self.revision, session.as_deref(), request);
                let mut connection = Connection::open(served.address).await;
                connection.write(&post.to_bytes()).await;
                source = Source::Connection(Box::new(connection));
            }
        }
        Pending {
            id: request["id"].clone(),
            method: request["method"].as_str().unwrap_or_default().to_owned(),
            status,
            streamed: false,
            source,
        }
    }

    /// Where a session hears what belongs to no request: a stream of its own, or the only one.
    pub(crate) async fn overhear(&mut self) -> Pending {
        let mut source = Source::Shared;
        if let Way::Streamable { served, session } = &self.way {
            let session = session.as_deref().expect("there is a session");
            let mut get = Post::get("/mcp").with("Mcp-Session-Id", session);
            if self.revision.abilities().version_header {
                get = get.with("MCP-Protocol-Version", self.revision.as_str());
            }
            let (head, connection) = served.open(&get).await;
            source = Source::Events(Box::new(Events::of(&head, connection)));
        }
        Pending {
            id: Value::Null,
            method: String::new(),
            status: None,
            streamed: true,
            source,
        }
    }

    /// Sends a notification, which nothing answers.
    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        let notification = envelope::notification(self.revision, method, &params);
        self.tell(&notification).await;
    }

    /// Sends a message that nothing answers.
    pub(crate) async fn tell(&mut self, message: &Value) {
        let pending = self.send(message).await;
        match pending.source {
            Source::Shared => {}
            Source::Connection(mut connection) => {
                let response = connection.response().await;
                assert_eq!(response.head.status, 202, "{message}");
                assert!(response.body.is_empty(), "{response:?}");
            }
            Source::Events(_) => panic!("a stream for {message}"),
            Source::Body(body) => panic!("{:?} for {message}: {body:?}", pending.status),
        }
    }

    /// Waits for the end of a request.
    pub(crate) async fn finish(&mut self, mut pending: Pending) -> Heard {
        let mut heard = Heard::default();
        while let Some(message) = self.next(&mut pending).await {
            assert_eq!(heard.answer, None, "nothing follows an answer");
            heard.take(message);
            if heard.answer.is_some() && pending.is_shared() {
                break;
            }
        }
        heard.status = pending.status;
        heard.streamed = pending.streamed;
        heard
    }

    /// Waits for the end of a request that the client cancelled, and fails if it has an answer.
    pub(crate) async fn finish_cancelled(&mut self, pending: Pending) {
        match pending.source {
            Source::Shared => self.must_be_quiet().await,
            Source::Connection(_) | Source::Events(_) => {
                assert_eq!(self.finish(pending).await.answer, None);
            }
            Source::Body(body) => panic!("{:?}: {body:?}", pending.status),
        }
    }

    /// The next thing that is said to a request or on a stream; `None` where it ends.
    pub(crate) async fn next(&mut self, pending: &mut Pending) -> Option<Value> {
        let message = loop {
            match &mut pending.source {
                Source::Shared => break self.hear(&pending.id).await,
                Source::Body(body) => break body.take()?,
                Source::Events(events) => {
                    let event = events.next().await?;
                    assert_eq!(event.name, "message");
                    break serde_json::from_str(&event.data).expect("an event is JSON");
                }
                Source::Connection(_) => self.receive(pending).await,
            }
        };
        check(self.revision, &message, &pending.method);
        Some(message)
    }

    /// Fails if something waits to be heard: the answer to a harmless question comes first.
    pub(crate) async fn must_be_quiet(&mut self) {
        let pending = self.begin(self.harmless(), Value::Null).await;
        let id = pending.id.clone();
        let heard = self.finish(pending).await;
        assert_eq!(heard.answer.as_ref().map(|answer| &answer["id"]), Some(&id));
        assert_eq!(
            (heard.updates.len(), self.inbox.len()),
            (0, 0),
            "{heard:?} {:?}",
            self.inbox
        );
    }

    /// A method that does nothing.
    pub(crate) const fn harmless(&self) -> &'static str {
        match self.revision {
            V24 | V03 | V06 | V11 => "ping",
            V26 => "server/discover",
        }
    }

    /// Shuts a server down that serves over HTTP.
    pub(crate) fn shut_down(&mut self) {
        match &mut self.way {
            Way::Streamable { served, .. } | Way::Sse { served, .. } => served.shut_down(),
            Way::Lines(_) => panic!("a pipe is closed"),
        }
    }

    /// Closes the input of a pipe, and gives what the server still says.
    pub(crate) async fn close(self) -> Vec<String> {
        match self.way {
            Way::Lines(lines) => lines.close().await,
            Way::Sse { .. } | Way::Streamable { .. } => panic!("there is no input to close"),
        }
    }

    /// Looks how it is said: as a body or as events.
    async fn receive(&mut self, pending: &mut Pending) {
        let known = std::mem::replace(&mut pending.source, Source::Body(None));
        let Source::Connection(mut connection) = known else {
            return;
        };
        let response = connection.head_or_response().await;
        if let (Way::Streamable { session, .. }, Some(id)) =
            (&mut self.way, response.head.header("mcp-session-id"))
        {
            assert_ne!(self.revision, V26, "a session was opened");
            *session = Some(id.to_owned());
        }
        pending.status = Some(response.head.status);
        pending.streamed = response.head.is_stream();
        pending.source = match pending.streamed {
            true => Source::Events(Box::new(Events::of(&response.head, *connection))),
            false => Source::Body(Some(response.json())),
        };
    }

    /// The next message that is no answer to another request than this one.
    async fn hear(&mut self, id: &Value) -> Value {
        let known = self.inbox.iter().position(|message| is_for(message, id));
        if let Some(index) = known {
            return self.inbox.remove(index);
        }
        loop {
            let text = match &mut self.way {
                Way::Lines(lines) => lines.read().await,
                Way::Sse { events, .. } => events.next().await.map(|event| {
                    assert_eq!(event.name, "message");
                    event.data
                }),
                Way::Streamable { .. } => panic!("answers come with their requests"),
            };
            let text = text.expect("the stream goes on");
            let message: Value = serde_json::from_str(&text).expect("a message is JSON");
            if is_for(&message, id) {
                return message;
            }
            self.inbox.push(message);
        }
    }
}

async fn open_sse(served: Served) -> Way {
    let (head, connection) = served.open(&Post::get("/sse")).await;
    assert_eq!(head.status, 200);
    let mut events = Events::of(&head, connection);
    let first = events.next().await.expect("the stream begins");
    assert_eq!(first.name, "endpoint");
    Way::Sse {
        served,
        path: first.data,
        events: Box::new(events),
    }
}
