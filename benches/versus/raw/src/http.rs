//! hyper with a service that reads a body and answers one.

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc::{Sender, channel};
use versus_common::{Options, listen};

use crate::answer::{self, Answers};
use crate::body::Body;
use crate::message;

const SESSION: HeaderName = HeaderName::from_static("mcp-session-id");
const SESSION_ID: HeaderValue = HeaderValue::from_static("0123456789abcdef0123456789abcdef");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream");
/// How many events a stream may be behind.
const BEHIND: usize = 64;

struct Server {
    answers: Answers,
    /// Whether a call is answered with events.
    events: bool,
    streams: Mutex<Streams>,
}

/// The streams of HTTP+SSE by their number.
#[derive(Default)]
struct Streams {
    opened: u32,
    senders: HashMap<u32, Sender<Bytes>>,
}

pub(crate) async fn serve(options: &Options) -> io::Result<()> {
    let server = Arc::new(Server {
        answers: Answers::new(options)?,
        events: options.mode == "events",
        streams: Mutex::default(),
    });
    let listener = listen().await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let service = service_fn(|request| respond(&server, request));
            // A client that leaves is no failure of the server.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn respond(
    server: &Server,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let answered = match *request.method() {
        Method::GET if request.uri().path() == "/sse" => Ok(server.open(true)),
        Method::GET => Ok(server.open(false)),
        Method::DELETE => Ok(with_status(StatusCode::NO_CONTENT)),
        _ if request.uri().path() == "/message" => server.post(request).await,
        _ => server.answer(request).await,
    };
    Ok(answered.unwrap_or_else(|_| with_status(StatusCode::BAD_REQUEST)))
}

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, Box<dyn Error>> {
        let body = request.into_body().collect().await?.to_bytes();
        let message: message::Request<'_> = serde_json::from_slice(&body)?;
        let Some(json) = self.answers.to(&message)? else {
            return Ok(with_status(StatusCode::ACCEPTED));
        };
        if message.params.name == "announce" {
            self.announce();
        }
        if self.events && message.method == "tools/call" {
            let steps = Body::steps(message.params.arguments.events, &json);
            return Ok(typed(EVENTS, steps));
        }
        let mut response = typed(JSON, Body::whole(json));
        if message.method == "initialize" {
            response.headers_mut().insert(SESSION, SESSION_ID);
        }
        Ok(response)
    }

    /// Opens a stream, in HTTP+SSE with a word on where to post.
    fn open(&self, endpoint: bool) -> Response<Body> {
        let (sender, events) = channel(BEHIND);
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.opened += 1;
        let id = streams.opened;
        let first = match endpoint {
            true => format!("event: endpoint\ndata: /message?sessionId={id}\n\n"),
            false => ": open\n\n".to_owned(),
        };
        // There is room: nothing was sent before.
        let _ = sender.try_send(first.into());
        streams.senders.insert(id, sender);
        typed(EVENTS, Body::Fed(events))
    }

    /// Tells all streams the same.
    fn announce(&self) {
        let streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in streams.senders.values() {
            // Who is too far behind is left out.
            let _ = sender.try_send(Bytes::from_static(answer::ANNOUNCEMENT));
        }
    }

    /// HTTP+SSE: answers into a stream.
    async fn post(&self, request: Request<Incoming>) -> Result<Response<Body>, Box<dyn Error>> {
        let stream = self.stream(request.uri()).ok_or("no such stream")?;
        let body = request.into_body().collect().await?.to_bytes();
        if let Some(json) = self.answers.to(&serde_json::from_slice(&body)?)? {
            stream.send(answer::event(&json).into()).await?;
        }
        Ok(with_status(StatusCode::ACCEPTED))
    }

    fn stream(&self, uri: &Uri) -> Option<Sender<Bytes>> {
        let id: u32 = uri.query()?.strip_prefix("sessionId=")?.parse().ok()?;
        let streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.senders.get(&id).cloned()
    }
}

fn typed(content_type: HeaderValue, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

fn with_status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
