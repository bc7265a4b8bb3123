//! One stream: how far it has come, and who shows it to the client.
//!
//! ```text
//!             Seat (the response that drives the call itself) ─┐
//!   call ──▶                                                   ├──▶ Log ──▶ EventStore
//!             Writer (the task that took the call over) ───────┘     │
//!                                                                    ▼
//!                                      client ◀── Seat ◀── Replay (a response that came later)
//! ```
//!
//! Only one response shows a stream: whoever takes the seat last. A writer waits for a reader, so
//! that no event goes before it is read; where nobody reads, it goes on, and what is too much goes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use mcp_core::jsonrpc::RequestId;

use super::super::bell::wake;
use super::Histories;
use crate::event_store::{EventId, EventStore, StreamId};

/// A stream of a session. Its events are forgotten with it.
pub(in crate::session) struct Log {
    id: StreamId,
    kind: Kind,
    histories: Arc<Histories>,
    /// When the stream was last of use, or [`IN_USE`]. Written under the lock of the state, and read without,
    /// for an event that is on its way into the store holds that.
    ended: AtomicU64,
    state: Mutex<State>,
}

/// Stands for the time at which a stream that is of use was last of use.
const IN_USE: u64 = u64::MAX;

/// What goes over a stream.
pub(super) enum Kind {
    /// What a call says; with the request's id, unless it is a batch.
    Call(Option<RequestId>),
    /// What the server says outside of calls.
    Listening,
}

/// How far a stream has come.
#[derive(Default)]
struct State {
    /// The number of the last event.
    last: u64,
    /// Nothing more can come.
    over: bool,
    /// The number of the latest seat.
    seats: u32,
    /// Somebody is in it.
    seated: bool,
    /// Whoever is in it looks again when woken.
    shows: Option<Waker>,
    /// What it knows of the stream.
    heard: u64,
    /// It shall end its response.
    hangs_up: bool,
    /// The writer, which waits for it.
    writes: Option<Waker>,
}

impl Log {
    pub(super) fn new(id: StreamId, kind: Kind, histories: Arc<Histories>) -> Arc<Self> {
        let over = matches!(kind, Kind::Listening);
        Arc::new(Self {
            id,
            kind,
            histories,
            ended: AtomicU64::new(IN_USE),
            state: Mutex::new(State {
                over,
                ..State::default()
            }),
        })
    }

    pub(super) const fn id(&self) -> StreamId {
        self.id
    }

    pub(super) const fn kind(&self) -> &Kind {
        &self.kind
    }

    pub(super) fn store(&self) -> &Arc<dyn EventStore> {
        &self.histories.store
    }

    pub(super) fn last(&self) -> u64 {
        self.lock().last
    }

    /// Whether it is kept only for a client that may have missed something.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed) != IN_USE
    }

    /// Whether it has been kept for so long that it need not be kept any more.
    pub(super) fn is_outdated(&self, now: u64) -> bool {
        // What is in use ends later than now.
        let ended = self.ended.load(Ordering::Relaxed);
        ended <= now && now - ended >= self.histories.kept
    }

    /// Adds an event. The seat that it comes from, if any, knows of it.
    fn append(&self, message: &[u8], from: Option<u32>) -> u64 {
        let message = Bytes::copy_from_slice(message);
        let mut state = self.lock();
        state.last += 1;
        let number = state.last;
        // Under the lock, so that a store gets the events in order.
        self.store().append(self.id, number, message);
        let shows = state.others(from);
        drop(state);
        wake(shows);
        number
    }

    fn finish(&self, from: Option<u32>) {
        let now = self.histories.clock.now();
        let mut state = self.lock();
        state.over = true;
        self.ended.store(now, Ordering::Relaxed);
        let shows = state.others(from);
        drop(state);
        self.store().finish(self.id);
        wake(shows);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whoever shows the stream and is not in this seat.
    fn others(&mut self, seat: Option<u32>) -> Option<Waker> {
        if seat == Some(self.seats) {
            return None;
        }
        self.shows.take()
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.store().forget(self.id);
    }
}

/// A response's right to show a stream. Taking it takes it from whoever had it; dropping it leaves
/// the stream without anybody who shows it.
pub(crate) struct Seat {
    log: Arc<Log>,
    number: u32,
}

/// What a reader has to do next.
pub(super) enum Turn {
    /// There is more to read.
    Read,
    /// Nothing more will come.
    Over,
    /// End the response; there may be more later.
    HangUp,
    /// Somebody else shows the stream.
    Taken,
}

impl Seat {
    /// For a response that knows the stream up to a number.
    pub(super) fn take(log: Arc<Log>, heard: u64) -> Self {
        let mut state = log.lock();
        state.seats += 1;
        state.seated = true;
        state.hangs_up = false;
        state.heard = heard;
        if matches!(log.kind, Kind::Listening) {
            log.ended.store(IN_USE, Ordering::Relaxed);
        }
        let number = state.seats;
        let others = [state.shows.take(), state.writes.take()];
        drop(state);
        for other in others {
            wake(other);
        }
        Self { log, number }
    }

    /// Keeps a message that this response shows, and gives its event's number.
    pub(crate) fn append(&self, message: &[u8]) -> u64 {
        self.log.append(message, Some(self.number))
    }

    /// Appends the id of an event.
    pub(crate) fn write_id(&self, number: u64, out: &mut Vec<u8>) {
        let stream = self.log.id;
        EventId { stream, number }.write(out);
    }

    /// Nothing more will come.
    pub(crate) fn finish(&self) {
        self.log.finish(Some(self.number));
    }

    /// Hands the stream over to whoever goes on with the call.
    pub(crate) fn into_writer(self) -> Writer {
        Writer(Arc::clone(&self.log))
    }

    /// Ready once somebody else has taken the seat.
    pub(crate) fn poll_taken(&self, cx: &Context<'_>) -> Poll<()> {
        let mut state = self.log.lock();
        if state.seats != self.number {
            return Poll::Ready(());
        }
        watch(&mut state.shows, cx);
        Poll::Pending
    }

    /// What to do for a reader that has read up to a number.
    pub(super) fn poll_turn(&self, read: u64, cx: &Context<'_>) -> Poll<Turn> {
        let mut state = self.log.lock();
        if state.seats != self.number {
            return Poll::Ready(Turn::Taken);
        }
        state.heard = read;
        if read < state.last {
            return Poll::Ready(Turn::Read);
        }
        let turn = match (state.hangs_up, state.over) {
            (true, _) => Some(Turn::HangUp),
            (false, true) => Some(Turn::Over),
            (false, false) => None,
        };
        watch(&mut state.shows, cx);
        let writes = state.writes.take();
        drop(state);
        wake(writes);
        turn.map_or(Poll::Pending, Poll::Ready)
    }

    pub(super) fn log(&self) -> &Log {
        &self.log
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.log.lock();
        if state.seats != self.number {
            return;
        }
        state.seated = false;
        state.shows = None;
        if matches!(self.log.kind, Kind::Listening) {
            let now = self.log.histories.clock.now();
            self.log.ended.store(now, Ordering::Relaxed);
        }
        let writes = state.writes.take();
        drop(state);
        wake(writes);
    }
}

/// What a call says goes into the log while no response drives it. Dropping it ends the stream.
pub(crate) struct Writer(Arc<Log>);

impl Writer {
    pub(crate) fn append(&self, message: &[u8]) {
        self.0.append(message, None);
    }

    /// Ready once whoever shows the stream has read all of it, or nobody shows it.
    pub(crate) fn poll_heard(&self, cx: &Context<'_>) -> Poll<()> {
        let mut state = self.0.lock();
        if !state.seated || state.heard == state.last {
            return Poll::Ready(());
        }
        watch(&mut state.writes, cx);
        Poll::Pending
    }

    /// Ends the response that shows the stream, once it has shown all that is there.
    pub(crate) fn hang_up(&self) {
        let mut state = self.0.lock();
        state.hangs_up = state.seated;
        let shows = state.shows.take();
        drop(state);
        wake(shows);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.finish(None);
    }
}

fn watch(place: &mut Option<Waker>, cx: &Context<'_>) {
    match place {
        Some(waker) => waker.clone_from(cx.waker()),
        None => *place = Some(cx.waker().clone()),
    }
}
