//! What a call of a tool leaves in the record, where a server keeps one.

use std::borrow::Cow;

use mcp_core::Rejection;
use mcp_core::jsonrpc::{ErrorCode, Request};
use mcp_core::wire::decode::CallTool;

use super::call::Caller;
use crate::dispatch::{self, Answer};
use crate::recorder::{Called, Ending, Outcome, Recorder, Trail};
use crate::server::Catalogue;
use crate::session::{Carrier, Refused};

/// What is said of a call that must be recorded and cannot be.
pub(super) const UNRECORDED: &str =
    "the call cannot be recorded, so it did not run; try again later";

/// Begins to follow a request, if it is a call.
#[inline]
pub(super) fn follow(
    caller: &Caller<'_>,
    catalogue: &Catalogue,
    request: &Request<'_>,
    wish: &dispatch::Request<'_>,
) -> Option<Box<dyn Trail>> {
    let recorder = caller.server.inner().recorder.as_deref()?;
    match wish {
        dispatch::Request::CallTool(call) => {
            Some(begin(recorder, caller, catalogue, request, call))
        }
        _ => None,
    }
}

fn begin(
    recorder: &dyn Recorder,
    caller: &Caller<'_>,
    catalogue: &Catalogue,
    request: &Request<'_>,
    call: &CallTool<'_>,
) -> Box<dyn Trail> {
    let tool = catalogue.tool_for_record(&call.name);
    let tells = tool.map(|tool| |name: &str| tool.tells(name));
    let session = caller
        .session
        .filter(|session| session.carrier() != Carrier::Pipe);
    recorder.follow(&Called {
        principal: caller.principal.as_ref(),
        session: session.map(|session| session.id().number()),
        request: &request.id,
        tool: &call.name,
        tells: tells.as_ref().map(|tells| tells as _),
        arguments: call.arguments.map_or("{}", |arguments| arguments.get()),
    })
}

/// Records a call that was answered before it could run.
pub(super) fn turned_away(trail: Option<Box<dyn Trail>>, answer: &Answer) {
    if let Some(mut trail) = trail {
        let mut ending = ending(answer);
        if ending.outcome == Outcome::Error {
            ending.outcome = Outcome::Refused;
        }
        trail.end(ending);
    }
}

/// Records a call that its session did not take.
pub(super) fn not_entered(trail: Option<Box<dyn Trail>>, reason: Refused) {
    if let Some(mut trail) = trail {
        let message = match reason {
            Refused::Duplicate => "a request of this id is running",
            Refused::TooMany => "too many calls at once",
            Refused::Closed => "the session is over",
        };
        trail.end(refused(None, message));
    }
}

/// How a call ended that was answered. What the answer says stays out: it may repeat anything.
pub(super) fn ending(answer: &Answer) -> Ending {
    match answer {
        Answer::Panicked(_) => Ending::of(Outcome::Panicked),
        Answer::Tool { result, .. } if result.is_error => Ending::of(Outcome::ToolError),
        Answer::Rejected(rejection) | Answer::Refused(rejection) => rejected(rejection),
        Answer::InputRequired(_) => Ending::of(Outcome::InputRequired),
        Answer::Unrecorded => refused(Some(ErrorCode::INTERNAL_ERROR), UNRECORDED),
        Answer::Overloaded(why) => refused(Some(ErrorCode::INTERNAL_ERROR), *why),
        Answer::Error(error) => failed(error.code),
        _ => Ending::of(Outcome::Ok),
    }
}

fn rejected(rejection: &Rejection) -> Ending {
    match rejection {
        Rejection::Answer(result) if result.is_error => Ending::of(Outcome::ToolError),
        Rejection::Answer(_) => Ending::of(Outcome::Ok),
        Rejection::Unauthenticated => refused(None, "nobody has proven who calls"),
        Rejection::Forbidden { scopes } => {
            let needed = scopes.join(" ");
            refused(
                None,
                format!("the caller lacks a scope; this needs `{needed}`"),
            )
        }
        Rejection::MissingCapability(capability) => {
            refused(None, format!("the client lacks `{capability}`"))
        }
        Rejection::Error(error) => failed(error.code),
        _ => Ending::of(Outcome::Error),
    }
}

fn failed(code: ErrorCode) -> Ending {
    Ending {
        code: Some(code.0),
        ..Ending::of(Outcome::Error)
    }
}

fn refused(code: Option<ErrorCode>, message: impl Into<Cow<'static, str>>) -> Ending {
    Ending {
        outcome: Outcome::Refused,
        code: code.map(|code| code.0),
        message: Some(message.into()),
    }
}
