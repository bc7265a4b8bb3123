//! An answer in the words of a revision, with the HTTP status that its era gives it.

use http::StatusCode;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, RequestId};
use mcp_core::model::Capability;
use mcp_core::{Era, Rejection, Revision, ToolResult, wire};
use serde_json::{Map, Value, json};

use crate::dispatch::Answer;
use crate::server::Server;

/// Appends the answer as one JSON-RPC message.
pub(super) fn encode(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    answer: Answer,
    out: &mut Vec<u8>,
) -> StatusCode {
    let inner = server.inner();
    match answer {
        Answer::Empty => {
            jsonrpc::write_result(out, id, |out| {
                wire::write_empty(revision, &inner.stamp, out);
            });
        }
        Answer::Tools(page) => jsonrpc::write_result(out, id, |out| {
            out.extend_from_slice(inner.catalogue.rendered(revision, page));
        }),
        Answer::Tool { result, wrap } => tool(server, revision, id, &result, wrap, out),
        Answer::Error(error) => jsonrpc::write_error(out, Some(id), &error),
        Answer::Rejected(rejection) => return rejected(server, revision, id, rejection, out),
    }
    StatusCode::OK
}

fn tool(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    result: &ToolResult,
    wrap: bool,
    out: &mut Vec<u8>,
) {
    jsonrpc::write_result(out, id, |out| {
        wire::write_tool_result(revision, &server.inner().stamp, result, wrap, out);
    });
}

fn rejected(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    rejection: Rejection,
    out: &mut Vec<u8>,
) -> StatusCode {
    match (rejection, revision.abilities().era) {
        (Rejection::MissingCapability(capability), Era::Stateless) => {
            jsonrpc::write_error(out, Some(id), &missing(capability));
            return StatusCode::BAD_REQUEST;
        }
        (Rejection::MissingCapability(capability), Era::Handshake) => {
            let text = format!("this tool needs a client that offers `{capability}`");
            tool(server, revision, id, &ToolResult::error(text), false, out);
        }
        (Rejection::Answer(result), _) => tool(server, revision, id, &result, false, out),
        (Rejection::Error(error), _) => jsonrpc::write_error(out, Some(id), &error),
        (_, _) => jsonrpc::write_error(
            out,
            Some(id),
            &ErrorObject::new(ErrorCode::INTERNAL_ERROR, "the call could not be served"),
        ),
    }
    StatusCode::OK
}

fn missing(capability: Capability) -> ErrorObject {
    let needed = Map::from_iter([(capability.name().to_owned(), Value::Object(Map::new()))]);
    let message = format!("the request must declare the client capability `{capability}`");
    ErrorObject::new(ErrorCode::MISSING_CLIENT_CAPABILITY, message)
        .with_data(json!({ "requiredCapabilities": needed }))
}
