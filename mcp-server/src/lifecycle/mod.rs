//! How a peer becomes known, and what each era makes of a message.
//!
//! Four revisions shake hands and have sessions; the latest knows everything from each request.
//! The eras are told apart here, once for each message and by its body first; behind this module
//! there is only a call, its peer, and the revision in whose words it is answered.

mod audited;
mod call;
mod classify;
mod encode;
mod exchange;
mod greeting;
mod handshake;
mod header_params;
mod listen;
mod live;
mod mirror;
mod pace;
mod replay;
mod run;
mod stateless;
mod status;
mod subscribe;
mod tasks;

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use mcp_core::Principal;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, Incoming, Malformed, Message, RequestId};
use serde_json::Value;

use self::classify::{Route, classify};
use self::handshake::Handshake;
use self::stateless::Stateless;
use crate::server::Server;
use crate::session::{Session, SessionId};

pub(crate) use classify::{is_stateless, is_supported};
pub(crate) use exchange::{Exchange, Step};
pub(crate) use mirror::{Mirror, SessionHeader};
pub(crate) use status::Status;

/// What becomes of a message.
pub(crate) enum Reply {
    /// It is taken in, and nothing is said about it.
    Accepted,
    /// The answer.
    Done(Answer),
    /// A call runs.
    Running(Box<Exchange>),
}

/// An answer as bytes, with the status that HTTP gives it.
pub(crate) struct Answer {
    pub(crate) status: Status,
    /// One JSON-RPC message.
    pub(crate) body: Vec<u8>,
    /// The session that begins with this answer.
    pub(crate) session: Option<SessionId>,
}

/// Takes a POST at the path that both eras share, and its headers where a call runs.
pub(crate) fn streamable(
    server: &Server,
    mirror: &Mirror<'_>,
    headers: &mut HeaderMap,
    who: Option<&Principal>,
    body: &Bytes,
) -> Reply {
    let handshake = Handshake::new(server, body, headers, who);
    match jsonrpc::read(body) {
        Err(malformed) => malformed.into(),
        Ok(Incoming::Batch(_)) if mirror.version.is_some_and(is_stateless_text) => not_a_batch(),
        Ok(Incoming::Batch(items)) => match handshake.find(mirror, None) {
            Ok(session) => handshake.batch(&session, items),
            Err(refusal) => refusal,
        },
        Ok(Incoming::Single(ref message)) => match classify(message, mirror.version) {
            Route::Stateless => Stateless::new(handshake, Some(mirror), None).message(message),
            Route::Handshake => handshake.over_http(mirror, message),
            Route::Refused(refusal) => refusal,
        },
    }
}

/// Takes a POST of HTTP+SSE, whose stream is its session. Without room for an answer on the stream
/// it takes only what has none.
pub(crate) fn in_session(
    server: &Server,
    session: &Arc<Session>,
    headers: &mut HeaderMap,
    who: Option<&Principal>,
    body: &Bytes,
    has_room: bool,
) -> Reply {
    let handshake = Handshake::new(server, body, headers, who);
    match jsonrpc::read(body) {
        Err(malformed) => malformed.into(),
        Ok(ref incoming) if !has_room && is_answered(incoming) => unread(incoming),
        Ok(Incoming::Batch(items)) => handshake.batch(session, items),
        Ok(Incoming::Single(ref message)) => match classify(message, None) {
            Route::Handshake => handshake.message(session, message),
            Route::Refused(refusal) => refusal,
            Route::Stateless => refuse(
                StatusCode::BAD_REQUEST,
                message.id(),
                ErrorCode::INVALID_REQUEST,
                format!(
                    "this revision is not spoken over HTTP+SSE; POST to `{}`",
                    server.http().path
                ),
            ),
        },
    }
}

/// Takes a line of stdio or of a pipe, which comes from whoever opened it.
pub(crate) fn line(server: &Server, session: &Arc<Session>, line: &Bytes) -> Reply {
    let mut headers = HeaderMap::new();
    let handshake = Handshake::new(server, line, &mut headers, session.owner());
    match jsonrpc::read(line) {
        Err(malformed) => malformed.into(),
        Ok(Incoming::Batch(items)) => handshake.batch(session, items),
        Ok(Incoming::Single(ref message)) => match classify(message, None) {
            Route::Stateless => Stateless::new(handshake, None, Some(session)).message(message),
            Route::Handshake => handshake.message(session, message),
            Route::Refused(refusal) => refusal,
        },
    }
}

/// Whether anything of it is answered.
fn is_answered(incoming: &Incoming<'_>) -> bool {
    let asks = |message: &Message<'_>| matches!(message, Message::Request(_));
    match incoming {
        Incoming::Single(message) => asks(message),
        Incoming::Batch(items) => items.iter().any(|item| item.as_ref().map_or(true, asks)),
    }
}

/// The refusal of what would be one answer too many for a client that does not read.
#[cold]
fn unread(incoming: &Incoming<'_>) -> Reply {
    let id = match incoming {
        Incoming::Single(message) => message.id(),
        Incoming::Batch(_) => None,
    };
    let why = "too many requests of this session run or have answers that wait; read the stream, \
               then ask again";
    error(StatusCode::TOO_MANY_REQUESTS, id, &encode::overloaded(why))
}

fn is_stateless_text(version: &str) -> bool {
    is_stateless(Some(version))
}

fn not_a_batch() -> Reply {
    refuse(
        StatusCode::BAD_REQUEST,
        None,
        ErrorCode::INVALID_REQUEST,
        "this revision takes one message at a time, not an array",
    )
}

fn refuse(
    status: StatusCode,
    id: Option<&RequestId>,
    code: ErrorCode,
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> Reply {
    error(status, id, &ErrorObject::new(code, message))
}

fn error(status: StatusCode, id: Option<&RequestId>, error: &ErrorObject) -> Reply {
    let mut body = Vec::with_capacity(128);
    jsonrpc::write_error(&mut body, id, error);
    done(status, body)
}

fn done(status: impl Into<Status>, body: Vec<u8>) -> Reply {
    Reply::Done(Answer {
        status: status.into(),
        body,
        session: None,
    })
}

/// What a program is told of an error: an object with one member.
#[cold]
pub(crate) fn data(name: &str, value: Value) -> Value {
    let mut data = Value::Null;
    data[name] = value;
    data
}

impl From<Malformed> for Reply {
    fn from(malformed: Malformed) -> Self {
        error(
            StatusCode::BAD_REQUEST,
            malformed.id.as_ref(),
            &malformed.error,
        )
    }
}
