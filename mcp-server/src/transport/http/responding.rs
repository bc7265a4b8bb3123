//! From a request to its response: what is known of it at once, then its body, then the call.

use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::Body as HttpBody;

use super::body::Body;
use super::guard::{self, Route};
use super::headers::Mirrored;
use super::post::{self, Taken};
use super::read::Reading;
use super::status::{self, Refusal};
use super::stream::{Head, Stream};
use super::{delete, get, sse};
use crate::server::Server;
use crate::session::SessionId;

/// A response that is being made. Dropping it is the client's going away.
pub(super) struct Responding<B> {
    server: Server,
    stage: Stage<B>,
}

#[expect(
    clippy::large_enum_variant,
    reason = "it is one of those for each connection; a box would be one for each request"
)]
enum Stage<B> {
    /// The message comes in.
    Reading {
        target: Target,
        headers: HeaderMap,
        body: Reading<B>,
    },
    /// A call runs, or a stream begins. The head is committed late: what the call does first
    /// decides between one JSON message, with a status of its own, and a stream of events.
    Streaming(Stream),
    /// The response, until it is taken.
    Done(Option<Response<Body>>),
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
    let declared = body.size_hint().lower();
    let (route, headers) = guard::admit(server.http(), &parts, declared)?;
    let done = |response| Stage::Done(Some(response));
    let target = match route {
        Route::Post => Target::Endpoint(post::begin(&headers)?),
        Route::SsePost => Target::Session(sse::addressed(server, &parts.uri, &headers)?),
        Route::Get => return get::open(server, &headers).map(Stage::Streaming),
        Route::Delete => return delete::close(server, &headers).map(done),
        Route::SseOpen => return sse::open(server, &headers).map(done),
    };
    Ok(Stage::Reading {
        target,
        headers: parts.headers,
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
                Stage::Reading {
                    target,
                    headers,
                    body,
                } => {
                    let body = ready!(Pin::new(body).poll(cx));
                    let taken = body.and_then(|body| target.take(server, headers, &body, cx));
                    match taken {
                        Ok(Taken::Running {
                            exchange,
                            prefers_events,
                        }) => {
                            let keep_alive = server.http().keep_alive;
                            let stream = Stream::call(exchange, keep_alive, prefers_events);
                            *stage = Stage::Streaming(stream);
                            continue;
                        }
                        Ok(Taken::Done(response)) => response,
                        Err(refusal) => refused(refusal),
                    }
                }
                Stage::Streaming(stream) => match ready!(stream.poll_head(cx)) {
                    Head::Answer(status, message) => status::json(status, message),
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
        body: &Bytes,
        cx: &mut Context<'_>,
    ) -> Result<Taken, Refusal> {
        match self {
            Self::Endpoint(mirrored) => Ok(post::take(server, mirrored, headers, body)),
            Self::Session(id) => sse::take(server, *id, headers, body, cx).map(Taken::Done),
        }
    }
}
