//! Asking where there are no sessions: the answer is the question, and the client sends its request
//! again with the answer (`basic/patterns/mrtr`).

use std::borrow::Cow;

use bytes::Bytes;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, RequestId};
use mcp_core::peer::{Asking, Replay, Round};
use mcp_core::wire;
use mcp_core::wire::decode::{Input, Params};
use mcp_core::{Context, Principal, Revision};
use serde_json::Value;

use crate::callers::name;
use crate::dispatch::{Answer, InputRequired, Request};
use crate::server::{Server, Unsealed};

/// How a call asks, with what its client sent along.
pub(super) fn asking(
    server: &Server,
    who: Option<&Principal>,
    body: &Bytes,
    arguments: &[u8],
    wish: &Request<'_>,
    params: &Params<'_>,
) -> Result<Asking, ErrorObject> {
    let Some((method, subject)) = wish.subject() else {
        return Ok(Asking::Nobody);
    };
    let subject = match subject {
        Cow::Borrowed(subject) => body.slice_ref(subject.as_bytes()),
        Cow::Owned(subject) => Bytes::copy_from_slice(subject.as_bytes()),
    };
    let replay = Replay::new(method, subject);
    let Some(input) = Input::of(params)? else {
        return Ok(Asking::Replay(replay));
    };
    let journal = match &input.state {
        None => None,
        Some(state) => {
            let inner = server.inner();
            let bound = bound(&inner.info.name, who, method, replay.subject(), arguments);
            let journal = inner.seal.open(state, &bound, who);
            Some(journal.ok_or_else(unusable)?)
        }
    };
    let replay = replay.resume(journal.as_deref(), input.responses);
    replay.map(Asking::Replay).map_err(|_| unusable())
}

/// How a call ends that waits for answers.
pub(super) fn end(context: &Context) -> Option<Answer> {
    let Asking::Replay(replay) = context.asking() else {
        return None;
    };
    Some(match replay.end()? {
        Round::Fault(fault) => Answer::Error(fault),
        Round::Questions { questions, journal } => Answer::InputRequired(Box::new(InputRequired {
            questions,
            journal,
            context: context.clone(),
        })),
    })
}

/// Appends the answer that asks.
pub(super) fn write(
    server: &Server,
    revision: Revision,
    id: &RequestId,
    asked: &InputRequired,
    out: &mut Vec<u8>,
) {
    let inner = server.inner();
    let context = &asked.context;
    let Asking::Replay(replay) = context.asking() else {
        return;
    };
    let bound = bound(
        &inner.info.name,
        context.principal(),
        replay.method(),
        replay.subject(),
        context.arguments(),
    );
    let state = match inner.seal.seal(&asked.journal, &bound) {
        Ok(state) => state,
        Err(reason) => return jsonrpc::write_error(out, Some(id), &lost(replay, reason)),
    };
    let questions = asked
        .questions
        .iter()
        .map(|(key, question)| (&**key, &**question));
    jsonrpc::write_result(out, id, |out| {
        wire::write_input_required(revision, &inner.stamp, questions, &state, out);
    });
}

/// What a state is bound to: it opens only for the same caller and the same request, at the same
/// server or one that answers for it.
fn bound(
    server: &str,
    who: Option<&Principal>,
    method: &str,
    subject: &[u8],
    arguments: &[u8],
) -> Vec<u8> {
    // A client writes the same values anew, and perhaps in another way.
    let read: Option<Value> = str::from_utf8(arguments)
        .ok()
        .and_then(|arguments| arguments.parse().ok());
    let arguments = match read {
        Some(arguments) => arguments.to_string().into_bytes(),
        None if arguments.is_empty() => b"{}".to_vec(),
        None => arguments.to_vec(),
    };
    let mut bound = b"requestState 1".to_vec();
    bound.push(u8::from(who.is_some()));
    for part in [
        server.as_bytes(),
        &who.map(name).unwrap_or_default(),
        method.as_bytes(),
        subject,
        &arguments,
    ] {
        bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bound.extend_from_slice(part);
    }
    bound
}

fn unusable() -> ErrorObject {
    ErrorObject::new(
        ErrorCode::INVALID_PARAMS,
        "`requestState` cannot be used; send the request without it, to begin anew",
    )
}

fn lost(replay: &Replay, reason: Unsealed) -> ErrorObject {
    let method = replay.method();
    let subject = String::from_utf8_lossy(replay.subject());
    match reason {
        Unsealed::TooLong => tracing::error!(
            method,
            %subject,
            "what was answered so far, and the values of `once`, are too large to travel with the next question: ask for less, or keep large values in a store of your own"
        ),
        Unsealed::NoRandom => {
            tracing::error!(method, %subject, "the operating system gives no random bytes");
        }
    }
    ErrorObject::new(
        ErrorCode::INTERNAL_ERROR,
        "the answers so far cannot be kept",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_bound_to_all_of_a_request() {
        let ann = Principal::new("https://id.example.com", "ann");
        let bound = |who, method, subject, arguments| bound("s", who, method, subject, arguments);
        let first = bound(None, "tools/call", b"add", br#"{"a":1}"#);
        for other in [
            bound(Some(&ann), "tools/call", b"add", br#"{"a":1}"#),
            bound(None, "prompts/get", b"add", br#"{"a":1}"#),
            bound(None, "tools/call", b"ad", br#"d{"a":1}"#),
            bound(None, "tools/call", b"sub", br#"{"a":1}"#),
            bound(None, "tools/call", b"add", br#"{"a":2}"#),
            bound(None, "tools/call", b"add", b"{}"),
        ] {
            assert_ne!(first, other);
        }
        let spaced = bound(None, "tools/call", b"add", b"{ \"\\u0061\" : 1 }");
        assert_eq!(first, spaced);
        let none = bound(None, "tools/call", b"add", b"");
        assert_eq!(none, bound(None, "tools/call", b"add", b"{}"));
    }
}
