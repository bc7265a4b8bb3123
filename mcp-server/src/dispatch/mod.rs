//! The methods that all revisions share. Nothing here knows a revision, a transport or a session.

mod completion;
mod input_required;
mod list;
mod prompts;
mod request;
mod resources;
mod skills;
mod tasking;
mod tools;
mod watch;
mod when;
mod work;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use mcp_core::jsonrpc::{ErrorCode, ErrorObject, RequestId};
use mcp_core::model::{Completion, Resource, SkillDefinition, Task, TaskEnd};
use mcp_core::peer::Viewer;
use mcp_core::wire::Caching;
use mcp_core::wire::decode::Reference;
use mcp_core::{Context, PromptResult, Rejection, ToolResult};
use tracing::level_filters::LevelFilter;

pub(crate) use input_required::InputRequired;
pub(crate) use list::list;
pub(crate) use request::Request;
pub(crate) use tasking::Tasking;
pub(crate) use when::When;
pub(crate) use work::{Failing, Work};

use crate::server::{Catalogue, Page, Put, Record};

/// The end of a request, in the words of no revision.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Nothing but that it is done.
    Empty,
    /// A page of a list.
    Page(Page),
    /// A page of resources that was put together for this request.
    Put(Put),
    /// A skill, and how it may be kept.
    Skill(Arc<SkillDefinition>, Caching),
    /// What a tool returned.
    Tool {
        result: ToolResult,
        /// Its structured part goes into an object where a revision wants one.
        wrap: bool,
    },
    /// What a prompt returned.
    Prompt(PromptResult),
    /// What was read of a resource.
    Contents(Vec<Resource>),
    /// How an argument could go on.
    Completion(Completion),
    /// Why a tool did not run.
    Rejected(Rejection),
    /// Why something else did not run, which has no answer of its own to say it in.
    Refused(Rejection),
    /// What must be known first.
    InputRequired(Box<InputRequired>),
    /// The call has become a task.
    Created(Box<Task>),
    /// How a task ended.
    Ended(Arc<Record>, Arc<TaskEnd>),
    /// What a tool, or something else, panicked over: what is said of it.
    Panicked(Box<Self>),
    /// The call must be recorded, and cannot be.
    Unrecorded,
    /// There is no room at the moment.
    Overloaded(&'static str),
    /// An error of the protocol.
    Error(ErrorObject),
}

/// A request that is being served.
pub(crate) enum Started {
    /// It is done.
    Done(Answer),
    /// It runs; for how long it may, where the server's limit does not fit.
    Running(Work, Option<Duration>),
    /// The same as a task from its start.
    Task(Work, Option<Duration>),
}

/// Starts to serve a request; what it finds in the catalogue it keeps, whatever changes later. All
/// that speaks against it is said at once, `when` ever it begins.
#[inline]
pub(crate) fn start(
    catalogue: &Arc<Catalogue>,
    id: &RequestId,
    request: Request<'_>,
    tasking: Tasking,
    when: When,
    context: Context,
) -> Started {
    if LevelFilter::current() == LevelFilter::OFF {
        return begin(catalogue, request, tasking, when, context);
    }
    logged(id, request, |request| {
        begin(catalogue, request, tasking, when, context)
    })
}

/// The same where somebody listens: all that is logged stands in a span, now and later.
#[cold]
#[inline(never)]
fn logged<'r>(
    id: &RequestId,
    request: Request<'r>,
    begin: impl FnOnce(Request<'r>) -> Started,
) -> Started {
    let (method, name) = request.names();
    let name = name.map(|name| name.chars().take(128).collect::<String>());
    let span = tracing::error_span!("call", method, name, %id);
    match span.in_scope(|| begin(request)) {
        Started::Running(work, limit) => Started::Running(work.within(span), limit),
        Started::Task(work, limit) => Started::Task(work.within(span), limit),
        done @ Started::Done(_) => done,
    }
}

#[inline(always)]
fn begin(
    catalogue: &Arc<Catalogue>,
    request: Request<'_>,
    tasking: Tasking,
    when: When,
    context: Context,
) -> Started {
    let started = match request {
        Request::List(kind, wish) => {
            return list::start(catalogue, kind, wish, context);
        }
        Request::CallTool(wish) => tools::call(catalogue, &wish.name, tasking, when, context),
        Request::GetPrompt(wish) => prompts::get(catalogue, wish, when, context),
        Request::ReadResource(wish) => resources::read(catalogue, &wish.uri, when, context),
        Request::Complete(wish) => completion::complete(catalogue, wish, when, context),
        Request::Skills(wish) => skills::answer(catalogue, &wish, &context.viewer()),
    };
    started.unwrap_or_else(|rejection| Started::Done(Answer::Refused(rejection)))
}

/// Whether somebody may have a request served, as far as that can be said before it is.
///
/// # Errors
/// It takes scopes that the caller lacks.
pub(crate) fn admit(
    catalogue: &Catalogue,
    request: &Request<'_>,
    viewer: &Viewer<'_>,
) -> Result<(), Rejection> {
    match request {
        Request::CallTool(wish) => catalogue.tool(&wish.name, viewer).map(drop),
        Request::GetPrompt(wish) => catalogue.prompt(&wish.name, viewer).map(drop),
        Request::ReadResource(wish) => catalogue.resource(&wish.uri, viewer).map(drop),
        Request::Complete(wish) => match &wish.of {
            Reference::Prompt(name) => catalogue.prompt(name, viewer).map(drop),
            Reference::Resource(uri) => catalogue.referenced(uri, viewer).map(drop),
        },
        Request::Skills(wish) => skills::admit(catalogue, wish, viewer),
        Request::List(..) => Ok(()),
    }
}

/// Starts a function of the server's owner, whose panic is only the request's own.
fn guarded(failing: Failing, start: impl FnOnce() -> Started) -> Started {
    let started = catch_unwind(AssertUnwindSafe(start));
    started.unwrap_or_else(|panic| Started::Done(failing.panicked(&*panic)))
}

/// Nothing goes by this name; perhaps another was meant.
fn unknown(thing: &str, name: &str, known: &[&str]) -> Rejection {
    let shown: String = name.chars().take(128).collect();
    let message = match mcp_core::tool::nearest(&shown, known) {
        Some(near) => format!("Unknown {thing}: {shown}; did you mean {near}?"),
        None => format!("Unknown {thing}: {shown}"),
    };
    invalid(message).into()
}

fn invalid(message: impl Into<Cow<'static, str>>) -> ErrorObject {
    ErrorObject::new(ErrorCode::INVALID_PARAMS, message)
}
