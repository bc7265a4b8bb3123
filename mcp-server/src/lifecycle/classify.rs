//! Which era a message belongs to: its body decides, the header is only held against it.

use http::StatusCode;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, Message};
use mcp_core::{Era, Revision};
use serde_json::Value;

use super::{Reply, data, error, refuse};
use crate::shortened::{REPEATED, shortened};

/// Which way a message goes.
pub(super) enum Route {
    /// It says all by itself.
    Stateless,
    /// It belongs to a session, or opens one.
    Handshake,
    /// It belongs nowhere.
    Refused(Reply),
}

/// The member of `_meta` that makes a message stateless.
const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";

/// Whether the header names a revision without sessions.
pub(crate) fn is_stateless(version: Option<&str>) -> bool {
    revision(version).is_some_and(|revision| revision.abilities().era == Era::Stateless)
}

/// Whether the header names a revision that shakes hands.
pub(crate) fn is_supported(version: &str) -> bool {
    revision(Some(version)).is_some_and(|revision| revision.abilities().era == Era::Handshake)
}

fn revision(version: Option<&str>) -> Option<Revision> {
    version.and_then(|version| version.parse().ok())
}

pub(super) fn classify(message: &Message<'_>, version: Option<&str>) -> Route {
    let Some((method, params)) = message.call() else {
        return response(message, version);
    };
    if params.meta.version.is_some() {
        return Route::Stateless;
    }
    match message {
        _ if !is_stateless(version) => handshake(message, method, version),
        Message::Notification(_) => Route::Refused(Reply::Accepted),
        _ => Route::Refused(refuse(
            StatusCode::BAD_REQUEST,
            message.id(),
            ErrorCode::INVALID_PARAMS,
            format!("`params._meta[\"{VERSION_KEY}\"]` is missing"),
        )),
    }
}

fn handshake(message: &Message<'_>, method: &str, version: Option<&str>) -> Route {
    match version {
        // The negotiation itself decides on the revision, whatever the header says.
        Some(version) if method != "initialize" && !is_supported(version) => {
            let error_object = unsupported(version, Era::Handshake);
            Route::Refused(error(StatusCode::BAD_REQUEST, message.id(), &error_object))
        }
        _ => Route::Handshake,
    }
}

fn response(message: &Message<'_>, version: Option<&str>) -> Route {
    if is_stateless(version) {
        return Route::Refused(refuse(
            StatusCode::BAD_REQUEST,
            message.id(),
            ErrorCode::INVALID_REQUEST,
            "in this revision a client sends no responses",
        ));
    }
    Route::Handshake
}

/// The refusal of a revision, naming those that would do.
pub(super) fn unsupported(requested: &str, era: Era) -> ErrorObject {
    let mut told = data("supported", names(Revision::of(era)));
    told["requested"] = shortened(requested, REPEATED).into();
    ErrorObject::new(
        ErrorCode::UNSUPPORTED_PROTOCOL_VERSION,
        "unsupported protocol version",
    )
    .with_data(told)
}

/// Revisions as a program is told of them.
pub(super) fn names(revisions: impl Iterator<Item = Revision>) -> Value {
    let mut names = Vec::new();
    for revision in revisions {
        names.push(revision.as_str().into());
    }
    Value::Array(names)
}
