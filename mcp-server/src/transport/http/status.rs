//! Responses that are no stream: answers, acknowledgements and refusals.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use http::{Response, StatusCode};
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, write_error};

use super::body::Body;

use super::events::Events;
use super::headers;
use super::stream::Stream;
use crate::callers::{self, Demand, Refused};
use crate::lifecycle::{Answer, Status};
use crate::server::{FREE, Full, Server};
use crate::session::SessionId;

static EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream");

/// After how many seconds a client may try again, where there is no room for it now.
const SOON: &str = "5";

/// Why a request goes no further: an HTTP status, and a JSON-RPC error without an id.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: ErrorCode,
    message: Cow<'static, str>,
    remark: Option<Remark>,
    /// What is left of the request is not worth reading.
    closes: bool,
}

/// The header that goes with some refusals.
#[derive(Debug)]
enum Remark {
    Allow(&'static str),
    AcceptEncoding(&'static str),
    RetryAfter(&'static str),
    Challenge(Vec<HeaderValue>),
}

impl Refusal {
    /// A refusal of a request that is wrong in itself.
    pub(super) fn new(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::coded(status, ErrorCode::INVALID_REQUEST, message)
    }

    /// A refusal with a JSON-RPC code of its own.
    pub(super) fn coded(
        status: StatusCode,
        code: ErrorCode,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            remark: None,
            closes: false,
        }
    }

    /// A method that the path does not have; `allow` lists those it has.
    pub(super) fn method(allow: &'static str) -> Self {
        let message = format!("the method is not allowed here; use {allow}");
        Self {
            remark: Some(Remark::Allow(allow)),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
        }
    }

    /// An unknown, expired or deleted session: the same bytes for all three.
    pub(super) fn unknown_session() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown session; start anew with `initialize`",
        )
    }

    /// A stream that cannot be resumed from there, for whatever reason.
    pub(super) fn gone() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "no stream can be resumed from this `Last-Event-ID`; open a new one, without it",
        )
    }

    /// No room for another session.
    pub(super) fn full() -> Self {
        Self {
            remark: Some(Remark::RetryAfter(SOON)),
            ..Self::coded(
                StatusCode::SERVICE_UNAVAILABLE,
                ErrorCode::INTERNAL_ERROR,
                "the server has as many sessions as it can hold; try again in some seconds",
            )
        }
    }

    /// The caller has more of what goes on than one may.
    pub(super) fn crowding() -> Self {
        Self {
            remark: Some(Remark::RetryAfter(SOON)),
            ..Self::coded(
                StatusCode::TOO_MANY_REQUESTS,
                ErrorCode::INTERNAL_ERROR,
                "you have as many calls and streams as one caller may; end one, or try again in some seconds",
            )
        }
    }

    /// One failure too many from one address.
    pub(super) fn guessing() -> Self {
        Self {
            remark: Some(Remark::RetryAfter("10")),
            ..Self::coded(
                StatusCode::TOO_MANY_REQUESTS,
                ErrorCode::INTERNAL_ERROR,
                "too many requests from this address name what there is not; try again in some seconds",
            )
        }
    }

    /// Nobody is known to send the request.
    pub(super) fn of_stranger(server: &Server, refused: &Refused) -> Self {
        let (status, demand) = match refused {
            Refused::Missing(_) => (StatusCode::UNAUTHORIZED, Demand::Credentials(&[])),
            Refused::Wrong(why) => (StatusCode::UNAUTHORIZED, Demand::Others(why)),
            Refused::Malformed(why) => (StatusCode::BAD_REQUEST, Demand::Readable(why)),
            Refused::Unavailable => {
                return Self {
                    remark: Some(Remark::RetryAfter(SOON)),
                    ..Self::coded(
                        StatusCode::SERVICE_UNAVAILABLE,
                        ErrorCode::INTERNAL_ERROR,
                        refused.why().to_owned(),
                    )
                };
            }
        };
        Self {
            remark: Some(Remark::Challenge(challenges(server, &demand))),
            ..Self::new(status, refused.why().to_owned())
        }
    }

    /// A body that is compressed.
    pub(super) fn encoded() -> Self {
        Self {
            remark: Some(Remark::AcceptEncoding("identity")),
            ..Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the body has a `Content-Encoding`; send it uncompressed, without that header",
            )
        }
    }

    /// No room for a message of this size.
    pub(super) fn no_room(full: Full) -> Self {
        let (status, whose) = match full {
            Full::Server => (StatusCode::SERVICE_UNAVAILABLE, "as there may be at a time"),
            Full::Caller => (
                StatusCode::TOO_MANY_REQUESTS,
                "of yours as one caller may have",
            ),
        };
        let message = format!(
            "the server holds as many bytes of large messages {whose}; try again in some seconds, or \
             with less than {} KiB",
            FREE >> 10
        );
        Self {
            remark: Some(Remark::RetryAfter(SOON)),
            ..Self::coded(status, ErrorCode::INTERNAL_ERROR, message)
        }
        .closing()
    }

    /// Ends the connection too: what is left of the request is not worth reading.
    pub(super) const fn closing(mut self) -> Self {
        self.closes = true;
        self
    }

    #[cfg(test)]
    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    #[cfg(test)]
    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

impl From<Refusal> for Response<Body> {
    fn from(refusal: Refusal) -> Self {
        let error = ErrorObject::new(refusal.code, refusal.message);
        let mut body = Vec::with_capacity(256);
        write_error(&mut body, None, &error);
        let mut response = json(refusal.status, body.into());
        if refusal.closes {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let (name, value) = match refusal.remark {
            None => return response,
            Some(Remark::Allow(methods)) => (ALLOW, methods),
            Some(Remark::AcceptEncoding(codings)) => (ACCEPT_ENCODING, codings),
            Some(Remark::RetryAfter(seconds)) => (RETRY_AFTER, seconds),
            Some(Remark::Challenge(challenges)) => {
                challenge(&mut response, challenges);
                return response;
            }
        };
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
        response
    }
}

/// One JSON-RPC message as the whole body.
pub(super) fn json(status: StatusCode, message: Bytes) -> Response<Body> {
    static JSON: HeaderValue = HeaderValue::from_static("application/json");
    typed(status, JSON.clone(), Body::full(message))
}

fn challenges(server: &Server, demand: &Demand<'_>) -> Vec<HeaderValue> {
    callers::challenges(server.gatekeeper(), demand)
}

fn challenge(response: &mut Response<Body>, challenges: Vec<HeaderValue>) {
    for challenge in challenges {
        response.headers_mut().append(WWW_AUTHENTICATE, challenge);
    }
}

/// The answer to a request, as the whole body.
#[inline]
pub(super) fn last(server: &Server, status: &Status, message: Bytes) -> Response<Body> {
    match status.code {
        StatusCode::OK => json(status.code, message),
        _ => failing(server, status, message),
    }
}

fn failing(server: &Server, status: &Status, message: Bytes) -> Response<Body> {
    if status.is_challenge() {
        return challenging(server, status, message);
    }
    let mut response = json(status.code, message);
    // There is no room at the moment, and will be.
    if let StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE = status.code {
        let soon = HeaderValue::from_static(SOON);
        response.headers_mut().insert(RETRY_AFTER, soon);
    }
    response
}

fn challenging(server: &Server, status: &Status, message: Bytes) -> Response<Body> {
    let demand = match status.code {
        StatusCode::UNAUTHORIZED => Demand::Credentials(status.scopes()),
        _ => Demand::Scopes(status.scopes()),
    };
    let mut response = json(status.code, message);
    challenge(&mut response, challenges(server, &demand));
    response
}

/// An answer that was there at once.
pub(super) fn answer(server: &Server, answer: Answer) -> Response<Body> {
    let response = last(server, &answer.status, answer.body.into());
    in_session(response, answer.session)
}

/// The same as the one event of a stream.
pub(super) fn answer_as_event(answer: &Answer) -> Response<Body> {
    in_session(event(Events::only(&answer.body)), answer.session)
}

/// A response with which a session may begin.
fn in_session(mut response: Response<Body>, session: Option<SessionId>) -> Response<Body> {
    if let Some(session) = session {
        let id = HeaderValue::try_from(session.to_string()).expect("hex digits are visible ASCII");
        response.headers_mut().insert(headers::SESSION.clone(), id);
    }
    response
}

/// A status that says it all.
pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::full(Bytes::new()));
    *response.status_mut() = status;
    response
}

/// What a 2024-11-05 client reads after a POST; its answer comes on the stream.
pub(super) fn accepted() -> Response<Body> {
    let body = Body::full(Bytes::from_static(b"Accepted"));
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    typed(StatusCode::ACCEPTED, text, body)
}

/// The one event of a stream, as a body whose length is known: there is nothing that a proxy could hold back.
pub(super) fn event(event: Bytes) -> Response<Body> {
    typed(StatusCode::OK, EVENTS.clone(), Body::full(event))
}

/// An open event stream that no proxy may hold back.
pub(super) fn events(events: Stream) -> Response<Body> {
    static UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");
    let mut response = typed(StatusCode::OK, EVENTS.clone(), Body::events(events));
    let headers = response.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("no-cache, no-transform"),
    );
    headers.insert(UNBUFFERED.clone(), HeaderValue::from_static("no"));
    response
}

fn typed(status: StatusCode, content_type: HeaderValue, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
