//! A question as a request (`client/elicitation`, `client/sampling`, `client/roots`).

use super::{form, sampling};
use serde_json::json;

use crate::jsonrpc::{ErrorCode, ErrorObject, RequestId, write_id};
use crate::model::Question;
use crate::revision::{Abilities, Revision};
use crate::wire::json;

/// Appends the whole request of a server.
pub fn write_request(revision: Revision, id: &RequestId, question: &Question, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "jsonrpc", "2.0");
    json::key(out, "id");
    write_id(out, id);
    write_members(revision.abilities(), question, out);
    out.push(b'}');
}

/// The error by which a client is sent to a page, and may call again afterwards
/// (`client/elicitation#url-elicitation-required-error`, 2025-11-25 alone); none for other questions.
#[must_use]
#[inline]
pub fn url_required(question: &Question) -> Option<ErrorObject> {
    let Question::Url { message, url, id } = question else {
        return None;
    };
    let page = json!({ "mode": "url", "message": message, "url": url, "elicitationId": id });
    let words = "the user must visit a page first";
    let error = ErrorObject::new(ErrorCode::URL_ELICITATION_REQUIRED, words);
    Some(error.with_data(json!({ "elicitations": [page] })))
}

/// Appends the method and its parameters.
pub(super) fn write_members(abilities: &Abilities, question: &Question, out: &mut Vec<u8>) {
    json::string(out, "method", question.method());
    match question {
        Question::Form { message, schema } => json::object(out, "params", |out| {
            if abilities.elicitation_modes {
                json::string(out, "mode", "form");
            }
            json::string(out, "message", message);
            json::key(out, "requestedSchema");
            form::write(abilities, schema, out);
        }),
        Question::Url { message, url, id } => json::object(out, "params", |out| {
            json::string(out, "mode", "url");
            json::string(out, "message", message);
            json::string(out, "url", url);
            if abilities.elicitation_id {
                json::string(out, "elicitationId", id);
            }
        }),
        Question::Message(request) => json::object(out, "params", |out| {
            sampling::write(abilities, request, out);
        }),
        Question::Roots => {}
    }
}
