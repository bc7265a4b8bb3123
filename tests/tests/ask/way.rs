//! The way on which a client and a server reach each other.

use std::sync::Arc;

use mcp_server::Revision;
use serde_json::Value;

use crate::support::http::Events;
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::Transport;

pub(crate) enum Way {
    Streamable {
        served: Arc<Served>,
        session: Option<String>,
        /// What belongs to no request, once somebody listens to it.
        stream: Option<Box<Events>>,
    },
    Sse {
        served: Arc<Served>,
        path: String,
        events: Box<Events>,
    },
    Lines(Lines),
}

impl Way {
    /// The way to a server that listens.
    pub(crate) async fn to(served: Arc<Served>, transport: Transport) -> Self {
        match transport {
            Transport::Sse => {
                let (head, connection) = served.open(&Post::get("/sse")).await;
                let mut events = Box::new(Events::of(&head, connection));
                let path = events.next().await.expect("the stream begins").data;
                Self::Sse {
                    served,
                    path,
                    events,
                }
            }
            Transport::Streamable | Transport::Lines => Self::Streamable {
                served,
                session: None,
                stream: None,
            },
        }
    }

    /// Sends a message that nothing answers.
    pub(crate) async fn tell(&mut self, revision: Revision, message: &Value) {
        let (served, post) = match self {
            Self::Lines(lines) => return lines.write(message.to_string().as_bytes()).await,
            Self::Sse { served, path, .. } => (served, Post::new(path.clone()).json(message)),
            Self::Streamable {
                served, session, ..
            } => (served, Post::message(revision, session.as_deref(), message)),
        };
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 202, "{response:?}");
    }

    /// Opens the stream on which a session over streamable HTTP hears what belongs to no request.
    pub(crate) async fn overhear(&mut self, revision: Revision) {
        if let Self::Streamable {
            served,
            session,
            stream,
        } = self
        {
            let get = Post::get("/mcp")
                .with("Mcp-Session-Id", session.as_deref().expect("a session"))
                .with("MCP-Protocol-Version", revision.as_str());
            let (head, connection) = served.open(&get).await;
            assert_eq!(head.status, 200);
            *stream = Some(Box::new(Events::of(&head, connection)));
        }
    }

    /// The next message that comes with no request; none when its stream is over or was never opened.
    pub(crate) async fn hear(&mut self) -> Option<Value> {
        let text = match self {
            Self::Lines(lines) => lines.read().await,
            Self::Sse { events, .. } => events.next().await.map(|event| event.data),
            Self::Streamable { stream, .. } => {
                let event = stream.as_mut()?.next().await;
                event.map(|event| event.data)
            }
        };
        Some(serde_json::from_str(&text?).expect("a message is JSON"))
    }

    /// Ends the session.
    pub(crate) async fn hang_up(&self) {
        let Self::Streamable {
            served, session, ..
        } = self
        else {
            panic!("only streamable HTTP has a word for it");
        };
        let delete = Post::delete("/mcp").with("Mcp-Session-Id", session.as_deref().expect("one"));
        served.send(&delete).await;
    }
}
