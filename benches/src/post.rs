//! A client of streamable HTTP that calls the server as a service: no socket, no runtime.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HOST, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use mcp_server::{Body, Server};
use tower_service::Service as _;

use crate::{message, now};

const SESSION: &str = "mcp-session-id";
const VERSION: &str = "mcp-protocol-version";

/// A POST that is sent again and again.
#[derive(Clone)]
pub struct Post {
    server: Server,
    request: Request<Full<Bytes>>,
}

impl Post {
    /// In a session of its own, which begins here.
    ///
    /// # Panics
    /// The server does not open one.
    #[must_use]
    pub fn in_session(server: &Server, method: &str, params: &str) -> Self {
        let opened = Self::new(server, &[], message::initialize()).answer();
        let session = opened.headers().get(SESSION).expect("the session's name");
        let session = session.to_str().expect("visible ASCII");
        let headers = [(SESSION, session), (VERSION, "2025-11-25")];
        let noted = Self::new(server, &headers, message::INITIALIZED.to_owned()).answer();
        assert_eq!(noted.status(), StatusCode::ACCEPTED);
        Self::new(server, &headers, message::request(method, params))
    }

    /// A call without a session.
    #[must_use]
    pub fn stateless(server: &Server, name: &str, arguments: &str) -> Self {
        let headers = [
            (VERSION, "2026-07-28"),
            ("mcp-method", "tools/call"),
            ("mcp-name", name),
        ];
        let params = message::stateless_call(name, arguments);
        Self::new(server, &headers, message::request("tools/call", &params))
    }

    fn new(server: &Server, headers: &[(&str, &str)], message: String) -> Self {
        let request = Request::post("/mcp")
            .header(HOST, "127.0.0.1:8080")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json, text/event-stream");
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        Self {
            server: server.clone(),
            request: request
                .body(Full::from(message))
                .expect("the headers are legal"),
        }
    }

    /// The same, with its answer as an event.
    #[must_use]
    pub fn preferring_events(mut self) -> Self {
        let accepted = HeaderValue::from_static("text/event-stream, application/json");
        self.request.headers_mut().insert(ACCEPT, accepted);
        self
    }

    /// One more of the same, as a connection would make it from what it read.
    #[must_use]
    pub fn request(&self) -> Request<Full<Bytes>> {
        self.request.clone()
    }

    /// Sends it, and takes in the whole body of the response.
    ///
    /// # Panics
    /// The server does not answer at once, or not with success.
    pub fn send(&mut self) -> Bytes {
        let response = self.answer();
        assert_eq!(response.status(), StatusCode::OK);
        let body = now(response.into_body().collect());
        body.unwrap_or_else(|never| match never {}).to_bytes()
    }

    fn answer(&mut self) -> Response<Body> {
        let request = self.request();
        now(self.server.call(request)).unwrap_or_else(|never| match never {})
    }
}
