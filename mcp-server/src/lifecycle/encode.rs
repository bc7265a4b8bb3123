//! An answer in the words of a revision, with the HTTP status that its era gives it.

use std::borrow::Cow;

use http::StatusCode;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, RequestId};
use mcp_core::model::{Capability, TaskEnd};
use mcp_core::wire::{self, Caching};
use mcp_core::{Era, Rejection, Revision, ToolResult};
use serde_json::{Map, Value};

use super::{Status, data, replay};
use crate::dispatch::Answer;
use crate::server::Server;

/// What is said of a call that must be recorded and cannot be.
pub(super) const UNRECORDED: &str =
    "the call cannot be recorded, so it did not run; try again later";

/// Room for a small answer, or for what stands around a large one.
const ROOM: usize = 256;

/// Appends the answer as one JSON-RPC message.
pub(super) fn encode(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    answer: Answer,
    out: &mut Vec<u8>,
) -> Status {
    out.reserve(match &answer {
        Answer::Page(page) => ROOM + page.rendered(revision).len(),
        _ => ROOM,
    });
    let stamp = &server.inner().stamp;
    match answer {
        Answer::Empty => {
            jsonrpc::write_result(out, id, |out| {
                wire::write_empty(revision, stamp, out);
            });
        }
        Answer::Page(page) => jsonrpc::write_result(out, id, |out| {
            out.extend_from_slice(page.rendered(revision));
        }),
        Answer::Put(put) => bounded(server, id, out, |out| {
            let mut page = Vec::new();
            for resource in &put.resources {
                page.push(resource);
            }
            let next = put.next.as_deref();
            wire::write_resources_page(revision, stamp, &page, next, Caching::default(), out);
        }),
        Answer::Skill(skill, caching) => jsonrpc::write_result(out, id, |out| {
            wire::write_skill_result(revision, stamp, &skill, caching, out);
        }),
        Answer::Tool { result, wrap } => tool(server, revision, id, &result, wrap, out),
        Answer::Prompt(result) => bounded(server, id, out, |out| {
            wire::write_prompt_result(revision, stamp, &result, out);
        }),
        Answer::Contents(contents) => bounded(server, id, out, |out| {
            wire::write_contents(revision, stamp, &contents, Caching::default(), out);
        }),
        Answer::Completion(completion) => jsonrpc::write_result(out, id, |out| {
            wire::write_completion(revision, stamp, &completion, out);
        }),
        Answer::InputRequired(asked) => replay::write(server, revision, id, &asked, out),
        Answer::Created(task) => jsonrpc::write_result(out, id, |out| {
            wire::write_created_task(revision, stamp, &task, out);
        }),
        Answer::Ended(record, end) => match &*end {
            TaskEnd::Answer(result) => jsonrpc::write_result(out, id, |out| {
                wire::write_task_result(record.id(), result, out);
            }),
            TaskEnd::Error(error) => jsonrpc::write_error(out, Some(id), error),
        },
        Answer::Panicked(told) => return encode(server, revision, id, *told, out),
        Answer::Unrecorded => {
            jsonrpc::write_error(out, Some(id), &unrecorded());
            return StatusCode::SERVICE_UNAVAILABLE.into();
        }
        Answer::Overloaded(why) => {
            jsonrpc::write_error(out, Some(id), &overloaded(why));
            return StatusCode::TOO_MANY_REQUESTS.into();
        }
        Answer::Error(error) => jsonrpc::write_error(out, Some(id), &error),
        Answer::Rejected(rejection) => return rejected(server, revision, id, rejection, out),
        Answer::Refused(rejection) => return refused(server, revision, id, rejection, out),
    }
    Status::OK
}

fn tool(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    result: &ToolResult,
    wrap: bool,
    out: &mut Vec<u8>,
) {
    let begin = out.len();
    jsonrpc::write_result(out, id, |out| {
        wire::write_tool_result(revision, &server.inner().stamp, result, wrap, out);
    });
    if let Some(why) = too_large(server, begin, out) {
        jsonrpc::write_result(out, id, |out| {
            let (stamp, result) = (&server.inner().stamp, ToolResult::error(why));
            wire::write_tool_result(revision, stamp, &result, false, out);
        });
    }
}

/// Appends the result of something that has no answer of its own for how it failed.
fn bounded(server: &Server, id: &RequestId, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let begin = out.len();
    jsonrpc::write_result(out, id, write);
    if let Some(why) = too_large(server, begin, out) {
        let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, why);
        jsonrpc::write_error(out, Some(id), &error);
    }
}

/// Takes a message back that has more bytes than may be sent, and says so.
fn too_large(server: &Server, begin: usize, out: &mut Vec<u8>) -> Option<String> {
    let (bytes, most) = (out.len() - begin, server.inner().limits.answer);
    if bytes <= most {
        return None;
    }
    tracing::warn!(bytes, most, "an answer is too large to be sent");
    out.truncate(begin);
    out.shrink_to_fit();
    Some(format!(
        "the result is too large: it has {bytes} bytes, and at most {most} are sent; ask for less"
    ))
}

/// A tool says in an answer of its own what else would be an error of the protocol.
fn rejected(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    rejection: Rejection,
    out: &mut Vec<u8>,
) -> Status {
    match answered(revision.abilities().era, rejection) {
        Ok(result) => {
            tool(server, revision, id, &result, false, out);
            Status::OK
        }
        Err(rejection) => refused(server, revision, id, rejection, out),
    }
}

fn answered(era: Era, rejection: Rejection) -> Result<ToolResult, Rejection> {
    match (rejection, era) {
        (Rejection::Answer(result), _) => Ok(result),
        (Rejection::MissingCapability(capability), Era::Handshake) => Ok(ToolResult::error(
            format!("this tool needs a client that offers `{capability}`"),
        )),
        (rejection, _) => Err(rejection),
    }
}

/// How a tool ended, whoever is to be told: with a result, and whether that is wrapped, or with an
/// error of the protocol.
pub(super) fn verdict(
    revision: Revision,
    answer: Answer,
) -> Result<(ToolResult, bool), (Status, ErrorObject)> {
    match answer {
        Answer::Tool { result, wrap } => Ok((result, wrap)),
        Answer::Rejected(rejection) => match answered(revision.abilities().era, rejection) {
            Ok(result) => Ok((result, false)),
            Err(rejection) => Err(refusal(revision, rejection)),
        },
        Answer::Refused(rejection) => Err(refusal(revision, rejection)),
        Answer::Error(error) => Err((Status::OK, error)),
        Answer::Panicked(told) => verdict(revision, *told),
        Answer::Unrecorded => Err((StatusCode::SERVICE_UNAVAILABLE.into(), unrecorded())),
        _ => Err((Status::OK, unserved())),
    }
}

fn refused(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    rejection: Rejection,
    out: &mut Vec<u8>,
) -> Status {
    if matches!(rejection, Rejection::Unauthenticated) {
        server.turned_away();
    }
    let (status, error) = refusal(revision, rejection);
    jsonrpc::write_error(out, Some(id), &error);
    status
}

fn refusal(revision: Revision, rejection: Rejection) -> (Status, ErrorObject) {
    let era = revision.abilities().era;
    match rejection {
        Rejection::Error(mut error) => {
            error.code = wire::error_code(revision, error.code);
            (Status::OK, error)
        }
        Rejection::NoSuchResource { uri } => (Status::OK, absent(era, &uri)),
        Rejection::MissingCapability(capability) => {
            let (status, error) = missing(era, capability);
            (status.into(), error)
        }
        Rejection::Unauthenticated => (
            StatusCode::UNAUTHORIZED.into(),
            refusing("unauthenticated", "this needs credentials: say who calls"),
        ),
        Rejection::Forbidden { scopes } => {
            let message = format!(
                "the caller lacks a scope; this needs `{}`",
                scopes.join(" ")
            );
            let error = refusing("insufficient_scope", message);
            (Status::forbidden(scopes), error)
        }
        _ => (Status::OK, unserved()),
    }
}

/// The caller may not do this.
fn refusing(reason: &str, message: impl Into<Cow<'static, str>>) -> ErrorObject {
    ErrorObject::new(ErrorCode::INVALID_REQUEST, message).with_data(data("reason", reason.into()))
}

/// Appends why a call is given up whose caller is to leave.
#[cold]
pub(super) fn withdrawn(id: &RequestId, out: &mut Vec<u8>) -> Status {
    let message = "the credentials that this was asked with are withdrawn; ask again with others";
    jsonrpc::write_error(out, Some(id), &refusing("unauthenticated", message));
    StatusCode::UNAUTHORIZED.into()
}

/// There is no room at the moment.
pub(super) fn overloaded(why: &'static str) -> ErrorObject {
    ErrorObject::new(ErrorCode::INTERNAL_ERROR, why).with_data(data("reason", "overloaded".into()))
}

/// What happens here must be recorded, and cannot be.
fn unrecorded() -> ErrorObject {
    let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, UNRECORDED);
    error.with_data(data("reason", "audit_unavailable".into()))
}

/// There is nothing at a URI (`server/resources#error-handling`).
fn absent(era: Era, uri: &str) -> ErrorObject {
    let code = match era {
        Era::Handshake => ErrorCode::RESOURCE_NOT_FOUND,
        Era::Stateless => ErrorCode::INVALID_PARAMS,
    };
    ErrorObject::new(code, "Resource not found").with_data(data("uri", uri.into()))
}

fn unserved() -> ErrorObject {
    ErrorObject::new(ErrorCode::INTERNAL_ERROR, "the request could not be served")
}

/// The client lacks something.
pub(super) fn missing(era: Era, capability: Capability) -> (StatusCode, ErrorObject) {
    if era == Era::Handshake {
        let message = format!("this needs a client that offers `{capability}`");
        return (
            StatusCode::OK,
            ErrorObject::new(ErrorCode::INVALID_PARAMS, message),
        );
    }
    let nothing = || Value::Object(Map::new());
    let part = capability.part();
    let part = part.map_or_else(nothing, |part| data(part, nothing()));
    let needed = data(capability.name(), part);
    let message = format!("the request must declare the client capability `{capability}`");
    let error = ErrorObject::new(ErrorCode::MISSING_CLIENT_CAPABILITY, message);
    let error = error.with_data(data("requiredCapabilities", needed));
    (StatusCode::BAD_REQUEST, error)
}
