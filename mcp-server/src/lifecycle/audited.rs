//! What a call leaves in the record, where a server keeps one: a request for something by its name,
//! which runs a function of the server's owner.

use std::borrow::Cow;

use mcp_core::jsonrpc::{ErrorCode, Request};
use mcp_core::tool::Prepared;
use mcp_core::wire::decode::{Complete, Reference};
use mcp_core::{Prompt, Rejection, Resource};

use super::call::Caller;
use super::data;
use super::encode::UNRECORDED;
use crate::dispatch::{self, Answer};
use crate::recorder::{Called, Ending, Name, Outcome, Recorder, Trail};
use crate::server::Catalogue;
use crate::session::{Carrier, Refused};

/// Begins to follow a request, if it is a call.
#[inline]
pub(super) fn follow(
    caller: &Caller<'_>,
    catalogue: &Catalogue,
    request: &Request<'_>,
    wish: &dispatch::Request<'_>,
) -> Option<Box<dyn Trail>> {
    let recorder = caller.server.inner().recorder.as_deref()?;
    let call = Call::of(catalogue, wish)?;
    Some(begin(recorder, caller, request, &call))
}

fn begin(
    recorder: &dyn Recorder,
    caller: &Caller<'_>,
    request: &Request<'_>,
    call: &Call<'_>,
) -> Box<dyn Trail> {
    let session = caller
        .session
        .filter(|session| session.carrier() != Carrier::Pipe);
    let tells = |argument: &str| call.of.tells(argument);
    recorder.follow(&Called {
        principal: caller.principal.as_ref(),
        session: session.map(|session| session.id().number()),
        request: &request.id,
        method: call.method,
        name: call.of.name(call.name),
        // What takes nothing has nothing to hide.
        tells: (call.of.is_there() || call.arguments == "{}").then_some(&tells),
        arguments: &call.arguments,
    })
}

/// What a request asks for.
struct Call<'a> {
    method: &'static str,
    name: &'a str,
    of: Thing<'a>,
    /// As JSON.
    arguments: Cow<'a, str>,
}

/// What is called, whoever may know of it.
enum Thing<'a> {
    Tool(&'a Prepared),
    Prompt(&'a Prompt),
    /// By its own URI, or by that of its template as it is written.
    Resource(&'a Resource),
    /// By a URI that fits its template.
    Fitting(&'a Resource),
    Nothing,
}

impl<'a> Call<'a> {
    fn of(catalogue: &'a Catalogue, wish: &'a dispatch::Request<'a>) -> Option<Self> {
        Some(match wish {
            dispatch::Request::CallTool(wish) => Self {
                method: "tools/call",
                name: &wish.name,
                of: Thing::tool(catalogue, &wish.name),
                arguments: wish.arguments.map_or("{}", |given| given.get()).into(),
            },
            dispatch::Request::GetPrompt(wish) => Self {
                method: "prompts/get",
                name: &wish.name,
                of: Thing::prompt(catalogue, &wish.name),
                arguments: wish.json.map_or("{}", |given| given.get()).into(),
            },
            dispatch::Request::ReadResource(wish) => Self {
                method: "resources/read",
                name: &wish.uri,
                of: Thing::resource(catalogue, &wish.uri),
                arguments: "{}".into(),
            },
            dispatch::Request::Complete(wish) => Self::complete(catalogue, wish),
            dispatch::Request::List(..) | dispatch::Request::Skills(_) => return None,
        })
    }

    fn complete(catalogue: &'a Catalogue, wish: &'a Complete<'_>) -> Self {
        let typed = data(&wish.argument, wish.typed.value.as_str().into());
        let (name, of) = match &wish.of {
            Reference::Prompt(name) => (name, Thing::prompt(catalogue, name)),
            Reference::Resource(uri) => (uri, Thing::resource(catalogue, uri)),
        };
        Self {
            method: "completion/complete",
            name,
            of,
            arguments: typed.to_string().into(),
        }
    }
}

impl<'a> Thing<'a> {
    fn tool(catalogue: &'a Catalogue, name: &str) -> Self {
        let tool = catalogue.tool_for_record(name);
        tool.map_or(Self::Nothing, Self::Tool)
    }

    fn prompt(catalogue: &'a Catalogue, name: &str) -> Self {
        let prompt = catalogue.prompt_for_record(name);
        prompt.map_or(Self::Nothing, Self::Prompt)
    }

    fn resource(catalogue: &'a Catalogue, uri: &str) -> Self {
        if let Some(resource) = catalogue.resource_for_record(uri) {
            return Self::Resource(resource);
        }
        let fitting = catalogue.fitting_for_record(uri);
        fitting.map_or(Self::Nothing, Self::Fitting)
    }

    const fn is_there(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// Whether a record may repeat the value of an argument: none that it does not have, for it may
    /// be a secret one misspelt.
    fn tells(&self, argument: &str) -> bool {
        match self {
            Self::Tool(tool) => tool.tells(argument),
            Self::Prompt(prompt) => {
                let mut arguments = prompt.definition().arguments.iter();
                arguments.any(|own| own.name == argument)
            }
            Self::Resource(resource) | Self::Fitting(resource) => {
                let template = resource.template();
                template.is_some_and(|template| template.variables().any(|own| own == argument))
            }
            Self::Nothing => false,
        }
    }

    const fn name<'n>(&self, name: &'n str) -> Name<'n> {
        match self {
            Self::Tool(_) | Self::Prompt(_) | Self::Resource(_) => Name::Given(name),
            Self::Fitting(_) | Self::Nothing => Name::Made(name),
        }
    }
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
        Rejection::NoSuchResource { .. } => Ending {
            message: Some("there is nothing at this URI".into()),
            ..Ending::of(Outcome::Error)
        },
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
