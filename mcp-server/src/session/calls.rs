//! The calls that run in a session: who may begin one, and how it is cancelled.

use std::sync::Arc;

use mcp_core::jsonrpc::RequestId;
use mcp_core::{Context, Principal};

use super::{Busy, Session};

/// How many calls of one session run at once.
const MAX_CALLS: usize = 64;

/// The calls that run. Few at a time, mostly one: a look at each is cheaper than a hash.
#[derive(Default)]
pub(super) struct Calls(Vec<(RequestId, Context)>);

impl Calls {
    fn place(&self, id: &RequestId) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == id)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Gives back the room of calls that are over.
    pub(super) fn shrink(&mut self) {
        if self.0.is_empty() {
            self.0.shrink_to_fit();
        }
    }

    /// What their callers proved.
    pub(super) fn proofs(&self) -> impl Iterator<Item = &Principal> {
        self.0.iter().filter_map(|(_, call)| call.principal())
    }

    /// Tells all that nobody waits for them any more.
    pub(super) fn cancel(&self) {
        for (_, context) in &self.0 {
            context.cancellation().cancel();
        }
    }
}

/// Why a call cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A call of this id runs.
    Duplicate,
    /// Too many run.
    TooMany,
    /// The session is over.
    Closed,
}

impl Session {
    /// Enters a call, so that it can be cancelled and the session does not age under it.
    pub(crate) fn enter(
        self: &Arc<Self>,
        id: &RequestId,
        context: &Context,
    ) -> Result<Running, Refused> {
        let mut state = self.state();
        let calls = &mut state.activity().ok_or(Refused::Closed)?.calls;
        if calls.place(id).is_some() {
            return Err(Refused::Duplicate);
        }
        if calls.len() >= MAX_CALLS {
            return Err(Refused::TooMany);
        }
        calls.0.push((id.clone(), context.clone()));
        drop(state);
        Ok(Running {
            busy: self.keep_busy(),
            id: id.clone(),
        })
    }

    /// Cancels a call; an unknown id is nobody's mistake, for the answer may be under way.
    pub(crate) fn cancel(&self, id: &RequestId) {
        let context = self.state().going_on().and_then(|activity| {
            let calls = &activity.calls;
            calls.place(id).map(|place| calls.0[place].1.clone())
        });
        if let Some(context) = context {
            context.cancellation().cancel();
        }
    }
}

/// A call that its session knows; dropping it takes it out.
pub(crate) struct Running {
    busy: Busy,
    id: RequestId,
}

impl Running {
    pub(crate) fn session(&self) -> &Session {
        &self.busy.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut state = self.busy.0.state();
        let Some(activity) = state.going_on() else {
            return;
        };
        let calls = &mut activity.calls;
        let Some(place) = calls.place(&self.id) else {
            return;
        };
        let left = calls.0.swap_remove(place);
        // The last hold on a call may be this one, and its end may do anything.
        drop(state);
        drop(left);
    }
}
