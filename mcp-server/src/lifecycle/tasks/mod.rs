//! Tasks in both eras: how a call becomes one, and the methods about them.
//!
//! In 2025-11-25 a client asks for a task, which is its session's; `tasks/result` waits for the end,
//! and carries what the task says and asks. In 2026-07-28 the server decides, for clients that
//! declare the extension; `tasks/get` shows what a task waits for and how it ended, and
//! `tasks/update` brings answers.

mod begin;
mod method;
mod wait;
mod watch;

use mcp_core::Revision;
use mcp_core::peer::Peer;
use mcp_core::revision::TaskForm;
use serde_json::value::RawValue;

pub(super) use begin::{hand_over, start};
pub(super) use method::{Method, of_name};
pub(super) use watch::Watch;

use crate::dispatch::Tasking;
use crate::server::Catalogue;

/// What a client says of tasks, with a request that may wish for one.
pub(super) fn tasking(
    revision: Revision,
    peer: &Peer,
    catalogue: &Catalogue,
    wish: Option<&RawValue>,
) -> Tasking {
    match revision.abilities().tasks {
        TaskForm::None => Tasking::Unable,
        TaskForm::Core if wish.is_some() && catalogue.capabilities().tasks => Tasking::Asked,
        TaskForm::Core => Tasking::Unasked,
        TaskForm::Extension if peer.capabilities().tasks => Tasking::Either,
        TaskForm::Extension => Tasking::Unable,
    }
}
