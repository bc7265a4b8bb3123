//! The methods that all revisions share. Nothing here knows a revision, a transport or a session.

mod tools;

use std::any::Any;
use std::time::Duration;

use mcp_core::jsonrpc::ErrorObject;
use mcp_core::tool::{CallFuture, Outcome, reference};
use mcp_core::{Rejection, ToolResult};

pub(crate) use tools::{call, list};

/// The end of a request, in the words of no revision.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Nothing but that it is done.
    Empty,
    /// A page of the tools.
    Tools(usize),
    /// What a tool returned.
    Tool {
        result: ToolResult,
        /// Its structured part goes into an object where a revision wants one.
        wrap: bool,
    },
    /// Why a tool did not run.
    Rejected(Rejection),
    /// An error of the protocol.
    Error(ErrorObject),
}

/// A request that is being served.
pub(crate) enum Started {
    /// It is done.
    Done(Answer),
    /// A tool runs.
    Call {
        call: CallFuture,
        /// As in [`Answer::Tool`].
        wrap: bool,
        /// How long it may take, where the server's limit does not fit.
        timeout: Option<Duration>,
    },
}

/// The end of a call that panicked; what it said goes to the log only.
pub(crate) fn panicked(panic: &(dyn Any + Send)) -> Outcome {
    let said = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("something that is no text");
    let reference = reference();
    tracing::error!(reference, said, "a tool panicked");
    Ok(ToolResult::error(format!(
        "internal error (ref {reference})"
    )))
}
