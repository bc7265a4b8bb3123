//! What the tests of the servers stand on: a real backend in memory, and a server over it, asked over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mcp_server::Server;
use mcp_server::audit::Audit;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use super::{Access, journal};
use crate::backend::{self, Limit, Options};
use crate::delegation::{Api, ServiceSecret};

/// A backend on a loopback port.
pub(super) struct Rig {
    pub(super) backend: String,
    pub(super) secret: Arc<ServiceSecret>,
}

impl Rig {
    pub(super) async fn start() -> Self {
        let plenty = Limit {
            burst: 1_000_000,
            every: Duration::from_micros(1),
        };
        Self::with(plenty).await
    }

    pub(super) async fn with(limit: Limit) -> Self {
        let secret = Arc::new(ServiceSecret::new(None).unwrap());
        let options = Options {
            limit,
            service_secret: Some(Arc::clone(&secret)),
            ..Options::default()
        };
        let apis = backend::open(options).await.unwrap();
        let (listener, address) = loopback().await;
        tokio::spawn(backend::serve(listener, apis, std::future::pending()));
        Self {
            backend: format!("http://{address}"),
            secret,
        }
    }

    pub(super) fn access(&self, api: Api) -> Access {
        Access::new(&self.backend, api, &self.secret).unwrap()
    }

    /// A record of all calls in the log of the backend.
    pub(super) fn audit(&self) -> Audit {
        journal::audit(&self.backend, &self.secret, None).unwrap()
    }
}

/// A way to a backend, on which every connection breaks off until it is opened.
pub(super) struct Gate {
    pub(super) url: String,
    open: Arc<AtomicBool>,
}

impl Gate {
    pub(super) async fn closed(rig: &Rig) -> Self {
        let (listener, address) = loopback().await;
        let target = rig.backend.trim_start_matches("http://").to_owned();
        let open = Arc::new(AtomicBool::new(false));
        let is_open = Arc::clone(&open);
        tokio::spawn(async move {
            while let Ok((mut from, _)) = listener.accept().await {
                if is_open.load(Ordering::Relaxed) {
                    let mut to = TcpStream::connect(&target).await.unwrap();
                    tokio::spawn(async move { drop(copy_bidirectional(&mut from, &mut to).await) });
                }
            }
        });
        let url = format!("http://{address}");
        Self { url, open }
    }

    pub(super) fn open(&self) {
        self.open.store(true, Ordering::Relaxed);
    }
}

/// A server on a loopback port, and what proves who asks it.
#[derive(Clone)]
pub(super) struct Visitor {
    http: Client,
    url: String,
    credential: Option<(&'static str, String)>,
    session: Option<String>,
}

/// Serves, and gives a client that has not begun yet.
pub(super) async fn served(server: Server, path: &str) -> Visitor {
    let (listener, address) = loopback().await;
    tokio::spawn(async move { server.serve_on(listener, std::future::pending()).await });
    Visitor {
        http: Client::builder().no_proxy().build().unwrap(),
        url: format!("http://{address}{path}"),
        credential: None,
        session: None,
    }
}

impl Visitor {
    /// The same with a credential, in a session that it opens with the words of the seed.
    pub(super) async fn greet(&self, header: &'static str, credential: &str) -> Self {
        let mut client = self.shows(header, credential);
        let initialize = json!({
            "jsonrpc": "2.0", "id": 1, "method": "initialize",
            "params": {
                "protocolVersion": "2025-03-26", "capabilities": {},
                "clientInfo": { "name": "my-client", "version": "1.0.0" },
            },
        });
        let response = client.post(&initialize).await;
        let session = response.headers().get("mcp-session-id");
        client.session = session.map(|id| id.to_str().unwrap().to_owned());
        assert!(client.session.is_some(), "{}", response.status());
        client
    }

    /// The same with a credential.
    pub(super) fn shows(&self, header: &'static str, credential: &str) -> Self {
        Self {
            credential: Some((header, credential.to_owned())),
            ..self.clone()
        }
    }

    /// The same in a session that is open already.
    pub(super) fn within(&self, session: &str) -> Self {
        Self {
            session: Some(session.to_owned()),
            ..self.clone()
        }
    }

    /// Asks for a stream.
    pub(super) async fn listen(&self) -> Response {
        let request = self.with_credentials(self.http.get(&self.url));
        let request = request.header("accept", "text/event-stream");
        request.send().await.unwrap()
    }

    /// Sends a message as it is.
    pub(super) async fn post(&self, message: &Value) -> Response {
        self.request().json(message).send().await.unwrap()
    }

    fn request(&self) -> RequestBuilder {
        self.with_credentials(self.http.post(&self.url))
    }

    fn with_credentials(&self, mut request: RequestBuilder) -> RequestBuilder {
        if let Some((header, credential)) = &self.credential {
            request = request.header(*header, credential);
        }
        if let Some(session) = &self.session {
            request = request.header("mcp-session-id", session);
        }
        request
    }

    /// The status of a message, and what it is answered with.
    pub(super) async fn ask(&self, message: &Value) -> (u16, Value) {
        let response = self.post(message).await;
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    /// What a tool answers: its text, and whether it has failed.
    pub(super) async fn call(&self, tool: &str, arguments: Value) -> (String, bool) {
        let params = json!({ "name": tool, "arguments": arguments });
        let message =
            json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": params });
        let (status, answer) = self.ask(&message).await;
        assert_eq!(status, 200, "{tool}: {answer}");
        let text = answer["result"]["content"][0]["text"].as_str();
        let text = text
            .unwrap_or_else(|| panic!("{tool}: {answer}"))
            .to_owned();
        (text, answer["result"]["isError"] == true)
    }

    /// The names of the tools that it sees.
    pub(super) async fn tools(&self) -> Vec<String> {
        let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
        let (_, answer) = self.ask(&list).await;
        let tools = answer["result"]["tools"].as_array();
        let tools = tools.unwrap_or_else(|| panic!("{answer}")).iter();
        tools
            .map(|tool| tool["name"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub(super) async fn loopback() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}
