//! The methods that all revisions share. Nothing here knows a revision, a transport or a session.

mod tools;

use mcp_core::jsonrpc::ErrorObject;
use mcp_core::tool::CallFuture;
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
    },
}
