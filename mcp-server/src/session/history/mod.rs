//! What went out on the streams of a session, so that a client whose connection broke gets the
//! rest of each of them, and only of that.

mod log;
mod replay;

use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use mcp_core::Principal;
use mcp_core::jsonrpc::RequestId;

pub(super) use log::Log;
pub(crate) use log::{Seat, Writer};
pub(crate) use replay::{Heard, Replay};

use self::log::Kind;
use super::{Clock, Session};
use crate::callers::identity;
use crate::event_store::{EventId, EventStore, StreamId};

/// How many streams of a session that have ended can be resumed.
const ENDED: usize = 32;

/// What the histories of all sessions have in common.
pub(crate) struct Histories {
    store: Arc<dyn EventStore>,
    clock: Clock,
    /// For how long a stream can be resumed after its end, in milliseconds.
    kept: u64,
    /// Makes of a session's id a number that does not give it away.
    names: RandomState,
    /// Strangers have a number as well.
    knows_callers: bool,
}

impl Histories {
    pub(super) fn new(
        store: Arc<dyn EventStore>,
        clock: Clock,
        kept: Duration,
        knows_callers: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            store,
            clock,
            kept: u64::try_from(kept.as_millis()).unwrap_or(u64::MAX),
            names: RandomState::new(),
            knows_callers,
        })
    }

    /// A number that stands for somebody, or for all strangers beside those who are known.
    fn owner(&self, who: Option<&Principal>) -> Option<NonZeroU64> {
        let counts = who.is_some() || self.knows_callers;
        let number = counts.then(|| self.names.hash_one(who.map(identity)));
        number.and_then(|number| NonZeroU64::new(number.max(1)))
    }
}

/// The streams of a session that had something to say. Most sessions have none.
pub(super) struct Logs {
    /// What stands for the session in the names of its streams.
    name: u64,
    /// What stands for its owner.
    owner: Option<NonZeroU64>,
    /// How many there have been.
    streams: u64,
    /// Oldest first.
    known: Vec<Arc<Log>>,
}

/// A stream that a client has come back for.
pub(crate) enum Resumed {
    /// That of a call, whose request this is; without one it was a batch.
    Call(Replay, Option<RequestId>),
    /// One for what the server says outside of calls.
    Listening(Replay),
}

/// No stream of the session can be resumed from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotResumable;

impl Session {
    /// A new stream for the answer to a request; without one, to a batch. Nothing once the session is
    /// over.
    pub(crate) fn log_call(
        &self,
        histories: &Arc<Histories>,
        request: Option<RequestId>,
    ) -> Option<Seat> {
        self.log(histories, Kind::Call(request))
    }

    /// A new stream for what the server says outside of calls. Nothing once the session is over.
    pub(crate) fn log_listening(&self, histories: &Arc<Histories>) -> Option<Seat> {
        self.log(histories, Kind::Listening)
    }

    /// The rest of a stream, after the event that a client names. Whoever else shows that stream
    /// stops. Who may do this is settled where the session is found: its streams belong to whom it
    /// belongs to.
    pub(crate) fn resume(&self, histories: &Histories, id: &str) -> Result<Resumed, NotResumable> {
        let id = EventId::parse(id).ok_or(NotResumable)?;
        let log = {
            let mut state = self.state();
            let logs = state
                .going_on()
                .and_then(|activity| activity.history.as_ref());
            let mut known = logs.ok_or(NotResumable)?.known.iter();
            known.find(|log| log.id() == id.stream).cloned()
        };
        let log = log.ok_or(NotResumable)?;
        if log.last() < id.number || log.is_outdated(histories.clock.now()) {
            return Err(NotResumable);
        }
        let replay = Replay::new(Arc::clone(&log), id.number);
        Ok(match log.kind() {
            Kind::Call(request) => Resumed::Call(replay, request.clone()),
            Kind::Listening => Resumed::Listening(replay),
        })
    }

    fn log(&self, histories: &Arc<Histories>, kind: Kind) -> Option<Seat> {
        let mut state = self.state();
        let activity = state.activity()?;
        let logs = activity.history.get_or_insert_with(|| {
            Box::new(Logs {
                name: histories.names.hash_one(self.id),
                owner: histories.owner(self.owner()),
                streams: 0,
                known: Vec::new(),
            })
        });
        logs.streams += 1;
        let id = StreamId::new(logs.name, logs.streams).owned(logs.owner);
        let log = Log::new(id, kind, Arc::clone(histories));
        logs.known.push(Arc::clone(&log));
        let surplus = logs.surplus(activity.calls.len());
        drop(state);
        drop(surplus);
        Some(Seat::take(log, 0))
    }
}

impl Logs {
    /// Takes out the oldest that has ended, if there are too many beside those of running calls.
    fn surplus(&mut self, running: usize) -> Option<Arc<Log>> {
        if self.known.len() <= ENDED + running {
            return None;
        }
        let oldest = self.known.iter().position(|log| log.has_ended())?;
        Some(self.known.remove(oldest))
    }

    /// Takes out what ended too long ago.
    pub(super) fn outdated(&mut self, now: u64) -> Vec<Arc<Log>> {
        let mut outdated = Vec::new();
        self.known.retain(|log| {
            let over = log.is_outdated(now);
            if over {
                outdated.push(Arc::clone(log));
            }
            !over
        });
        if self.known.is_empty() {
            self.known.shrink_to_fit();
        }
        outdated
    }
}

#[cfg(test)]
mod tests;
