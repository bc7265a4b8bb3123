//! From a request to its response: what is known of it at once, then its body, then the call.

use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Request, Response};
use http_body::Body as HttpBody;
use mcp_core::Principal;

use super::body::Body;
use super::guard::{self, Route};
use super::headers::Mirrored;
use super::post::{self, Taken};
use super::read::Reading;
use super::status::{self, Refusal};
use super::stream::{Head, Stream};
use super::{credentials, delete, get, metadata, sse};
use crate::callers::{Examination, Gatekeeper, Guest, Refused};
use crate::server::Server;
use crate::session::SessionId;

/// A response that is being made. Dropping it is the client's going away.
pub(super) struct Responding<B> {
    server: Server,
    stage: Stage<B>,
}

enum Stage<B> {
    /// It is asked who sends the request.
    Asking(Box<Asking<B>>),
    /// The message comes in.
    Reading {
        target: Target,
        headers: HeaderMap,
        guest: Option<Guest>,
        body: Reading<B>,
    },
    /// A call runs, or a stream begins. The head is committed late: what the call does first
    /// decides between one JSON message, with a status of its own, and a stream of events.
    Streaming(Stream),
    /// The response, until it is taken.
    Done(Option<Response<Body>>),
}

/// A request whose sender is not known yet.
struct Asking<B> {
    examination: Examination,
    /// Taken when it is known.
    request: Option<(Parts, B)>,
}

/// Who takes a message.
enum Target {
    /// The endpoint; the headers are held against the message.
    Endpoint(Mirrored),
    /// A session that is a stream.
    Session(SessionId),
}

impl<B: HttpBody> Responding<B> {
    /// Lets a request in, or not, by all that needs no body.
    pub(super) fn new(server: &Server, request: Request<B>) -> Self {
        let stage = begin(server, request);
        Self {
            server: server.clone(),
            stage: stage.unwrap_or_else(|refusal| Stage::Done(Some(refused(refusal)))),
        }
    }
}

fn begin<B: HttpBody>(server: &Server, request: Request<B>) -> Result<Stage<B>, Refusal> {
    let (parts, body) = request.into_parts();
    match server.gatekeeper() {
        None => enter(server, parts, body, None),
        Some(gatekeeper) => ask(server, gatekeeper, parts, body),
    }
}

/// Asks who sends a request. What nobody may send is refused before.
fn ask<B: HttpBody>(
    server: &Server,
    gatekeeper: &Arc<dyn Gatekeeper>,
    parts: Parts,
    body: B,
) -> Result<Stage<B>, Refusal> {
    if let Some(response) = metadata::serve(&**gatekeeper, &parts) {
        return Ok(Stage::Done(Some(response)));
    }
    guard::admit(server.http(), &parts, body.size_hint().lower())?;
    let examination = Arc::clone(gatekeeper).examine(&parts.headers);
    match examination.map_err(|why| Refusal::of_stranger(server, &why))? {
        None => receive(server, parts, body, None),
        Some(examination) => Ok(Stage::Asking(Box::new(Asking {
            examination,
            request: Some((parts, body)),
        }))),
    }
}

impl<B: HttpBody> Asking<B> {
    /// Goes on with the request as soon as its sender is known.
    // Where nobody is asked, room for it would be made all the same.
    #[inline(never)]
    fn poll(&mut self, server: &Server, cx: &mut Context<'_>) -> Poll<Result<Stage<B>, Refusal>> {
        let who = ready!(Pin::new(&mut self.examination).poll(cx));
        let who = who.map_err(|why| Refusal::of_stranger(server, &why))?;
        let request = self.request.take();
        let (parts, body) = request.expect("somebody is found out once");
        Poll::Ready(receive(server, parts, body, Some(who)))
    }
}

/// Makes room for a request whose sender is known, or known to be a stranger.
// As with what it enters.
#[inline(always)]
fn receive<B: HttpBody>(
    server: &Server,
    parts: Parts,
    body: B,
    who: Option<Principal>,
) -> Result<Stage<B>, Refusal> {
    let guest = server.receive(who).map_err(|_| Refusal::crowding())?;
    let stage = enter(server, parts, body, guest.as_ref());
    see_out(server, guest.as_ref());
    stage
}

/// The refusal of a message whose sender was told to leave while it came in.
#[cold]
fn withdrawn(server: &Server) -> Refusal {
    let why = Refused::Wrong("the credentials are withdrawn".into());
    Refusal::of_stranger(server, &why)
}

/// Ends what a request has begun whose sender was told to leave before.
fn see_out(server: &Server, guest: Option<&Guest>) {
    if let Some(guest) = guest {
        server.see_out(guest);
    }
}

/// Finds out what is asked, once its sender is known or nobody wants to know.
// Every request comes by here, and a call would move all of it twice.
#[inline(always)]
fn enter<B: HttpBody>(
    server: &Server,
    mut parts: Parts,
    body: B,
    guest: Option<&Guest>,
) -> Result<Stage<B>, Refusal> {
    let (route, known) = guard::admit(server.http(), &parts, body.size_hint().lower())?;
    let sender = guest.and_then(Guest::who);
    let done = |response| Stage::Done(Some(response));
    let target = match route {
        Route::Post => Target::Endpoint(post::begin(&known)?),
        Route::SsePost => Target::Session(sse::addressed(server, &parts.uri, &known, sender)?),
        Route::Get => return get::open(server, &known, guest).map(Stage::Streaming),
        Route::Delete => return delete::close(server, &known, sender).map(done),
        Route::SseOpen => return sse::open(server, &known, guest).map(done),
    };
    credentials::remove(server, known.has_credentials, &mut parts.headers);
    Ok(Stage::Reading {
        target,
        headers: parts.headers,
        guest: guest.cloned(),
        body: Reading::new(body, server.http()),
    })
}

fn refused(refusal: Refusal) -> Response<Body> {
    tracing::debug!(?refusal, "refused a request");
    refusal.into()
}

impl<B> Future for Responding<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { server, stage } = &mut *self;
        loop {
            let response = match stage {
                Stage::Asking(asking) => match ready!(asking.poll(server, cx)) {
                    Ok(next) => {
                        *stage = next;
                        continue;
                    }
                    Err(refusal) => refused(refusal),
                },
                Stage::Reading {
                    target,
                    headers,
                    guest,
                    body,
                } => {
                    let guest = guest.as_ref();
                    let body = ready!(body.poll_whole(cx, server, guest));
                    let taken = body.and_then(|body| match guest {
                        Some(guest) if guest.is_shown_out() => Err(withdrawn(server)),
                        _ => target.take(server, headers, guest, &body, cx),
                    });
                    see_out(server, guest);
                    match taken {
                        Ok(Taken::Running {
                            exchange,
                            prefers_events,
                        }) => {
                            let keep_alive = server.http().keep_alive;
                            let stream = Stream::call(exchange, keep_alive, prefers_events, guest);
                            *stage = Stage::Streaming(stream);
                            continue;
                        }
                        Ok(Taken::Done(response)) => response,
                        Err(refusal) => refused(refusal),
                    }
                }
                Stage::Streaming(stream) => match ready!(stream.poll_head(cx)) {
                    Head::Answer(status, message) => status::last(server, &status, message),
                    Head::Event(event) => status::event(event),
                    Head::Events => status::events(std::mem::replace(stream, Stream::over())),
                    Head::Gone => refused(Refusal::gone()),
                },
                Stage::Done(response) => response.take().expect("a future is not polled again"),
            };
            return Poll::Ready(Ok(response));
        }
    }
}

impl Target {
    fn take(
        &self,
        server: &Server,
        headers: &mut HeaderMap,
        guest: Option<&Guest>,
        body: &Bytes,
        cx: &mut Context<'_>,
    ) -> Result<Taken, Refusal> {
        match self {
            Self::Endpoint(mirrored) => Ok(post::take(server, mirrored, headers, guest, body)),
            Self::Session(id) => sse::take(server, *id, headers, guest, body, cx).map(Taken::Done),
        }
    }
}
