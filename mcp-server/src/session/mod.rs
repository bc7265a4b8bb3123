//! What is remembered of a client between its messages; only the handshake era has it.
//!
//! A session is a record in a map and costs memory only: it has no task, no timer, no channel.
//! While it is busy (a call runs or a stream is open) it does not age.

mod bell;
mod changes;
mod clock;
mod history;
mod id;
mod listeners;
mod pending;
mod reader;
mod settled;
mod store;
mod stream;
mod subscriptions;

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use mcp_core::jsonrpc::RequestId;
use mcp_core::{Context, Peer, Principal, Revision};

pub(crate) use changes::{Board, Sight, Status};
use clock::Clock;
pub(crate) use history::{Heard, Histories, Replay, Resumed, Seat, Writer};
pub(crate) use id::SessionId;
pub(crate) use listeners::{Listener, Listeners};
pub(crate) use reader::Reader;
pub(crate) use store::{Limits, Sessions};
pub(crate) use stream::{Stream, Unsent};
pub(crate) use subscriptions::{MAX_SUBSCRIPTIONS, TooMany};

use self::changes::Mailbox;
use self::history::History;
use self::pending::Pending;
use self::settled::Settled;
use self::stream::Streams;

/// How many calls of one session run at once.
const MAX_CALLS: usize = 64;

/// How many streams one pipe may listen to.
const MAX_LISTENERS: usize = 8;

/// What carries a session's messages: a session of one carrier is unknown to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// Streamable HTTP.
    Streamable,
    /// HTTP+SSE.
    Sse,
    /// A process or pipe.
    Pipe,
}

/// What all sessions of a server have in common.
struct Common {
    clock: Clock,
    /// How long a client may take to answer a question.
    ask_timeout: Duration,
    board: Arc<Board>,
    /// Streams end once nothing that runs could still say something on them.
    draining: AtomicBool,
}

/// One client, from its `initialize` on. Servers keep many that do nothing: what few of them need
/// is made when they do.
pub(crate) struct Session {
    id: SessionId,
    carrier: Carrier,
    /// Who opened it, where that is known.
    owner: Option<Principal>,
    common: Arc<Common>,
    /// No call, stream or question is let in any more. Each looks at it under the lock of its
    /// table, which is cleared after it is set: so none is left behind.
    over: AtomicBool,
    /// Milliseconds on the clock at the last sign of life.
    seen: AtomicU64,
    /// Calls and streams that keep it alive.
    busy: AtomicU32,
    greeting: OnceLock<Greeting>,
    /// Few at a time, mostly one: a look at each is cheaper than a hash.
    calls: Mutex<Calls>,
    streams: Streams,
    history: History,
    /// What the client was asked.
    pending: Pending,
    /// What the client has not heard of yet.
    mailbox: Mailbox,
    /// The handshake is over, and the client says so.
    settled: Settled,
    /// The streams that the client of a pipe listens to.
    listeners: Option<Arc<Listeners>>,
}

/// What the handshake settled.
pub(crate) struct Greeting {
    pub(crate) revision: Revision,
    pub(crate) peer: Arc<Peer>,
}

/// The calls that run.
#[derive(Default)]
struct Calls(Vec<(RequestId, Context)>);

impl Calls {
    fn place(&self, id: &RequestId) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == id)
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
    fn new(
        id: SessionId,
        carrier: Carrier,
        owner: Option<Principal>,
        common: &Arc<Common>,
    ) -> Arc<Self> {
        let mailbox = Mailbox::new(&common.board, owner.as_ref());
        Arc::new(Self {
            id,
            carrier,
            owner,
            over: AtomicBool::new(false),
            seen: AtomicU64::new(common.clock.now()),
            busy: AtomicU32::new(0),
            greeting: OnceLock::new(),
            calls: Mutex::default(),
            streams: Streams::default(),
            history: History::default(),
            pending: Pending::default(),
            mailbox,
            settled: Settled::default(),
            listeners: (carrier == Carrier::Pipe).then(|| Listeners::of_one(MAX_LISTENERS)),
            common: Arc::clone(common),
        })
    }

    pub(crate) fn id(&self) -> SessionId {
        self.id
    }

    pub(crate) const fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// Who opened it, where that is known, by what was proven then.
    pub(crate) const fn owner(&self) -> Option<&Principal> {
        self.owner.as_ref()
    }

    /// What its owner proved and what goes on in it relies on: when it was opened, by the last request,
    /// by those that its streams and its running calls began with.
    fn proofs(&self) -> Vec<Principal> {
        let mut proofs = self.mailbox.mail().proofs();
        proofs.extend(self.owner.clone());
        let calls = self.calls();
        let callers = calls.0.iter().filter_map(|(_, call)| call.principal());
        proofs.extend(callers.cloned());
        drop(calls);
        proofs
    }

    /// Whether it belongs to whoever sends a request. Knowing its id proves nothing
    /// (`basic/security_best_practices#session-hijacking`).
    fn is_of(&self, who: Option<&Principal>) -> bool {
        match (&self.owner, who) {
            (None, None) => true,
            (Some(owner), Some(who)) => owner.is(who),
            _ => false,
        }
    }

    /// What the handshake settled, once it took place.
    pub(crate) fn greeting(&self) -> Option<&Greeting> {
        self.greeting.get()
    }

    /// Whether its events have ids, by which the client asks for the rest of a stream.
    pub(crate) fn has_event_ids(&self) -> bool {
        let greeting = self.greeting();
        greeting.is_some_and(|greeting| greeting.revision.abilities().event_ids)
    }

    /// Whether the client comes back by itself when it is told to.
    pub(crate) fn is_polled(&self) -> bool {
        let greeting = self.greeting();
        greeting.is_some_and(|greeting| greeting.revision.abilities().priming_event)
    }

    /// Settles the handshake; `false` when it was settled before.
    pub(crate) fn greet(&self, greeting: Greeting) -> bool {
        self.greeting.set(greeting).is_ok()
    }

    /// Whether the client has said that it is initialized.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled.is_reached()
    }

    /// The client says that it is initialized: from now on it may be asked, and is told what
    /// changes.
    pub(crate) fn settle(&self) {
        if self.settled.settle() {
            self.mailbox.open();
        }
    }

    /// Subscribes to a resource.
    pub(crate) fn subscribe(&self, uri: &str) -> Result<(), TooMany> {
        self.mailbox.subscribe(uri)
    }

    /// Ends a subscription, if there is one.
    pub(crate) fn unsubscribe(&self, uri: &str) {
        self.mailbox.unsubscribe(uri);
    }

    /// What a stream tells the client outside of calls.
    pub(crate) fn reader(&self) -> Reader {
        self.mailbox.reader()
    }

    /// The streams that the client of a pipe listens to.
    pub(crate) fn listeners(&self) -> Option<&Arc<Listeners>> {
        self.listeners.as_ref()
    }

    /// Enters a call, so that it can be cancelled and the session does not age under it.
    pub(crate) fn enter(
        self: &Arc<Self>,
        id: &RequestId,
        context: &Context,
    ) -> Result<Running, Refused> {
        let mut calls = self.calls();
        if self.is_over() {
            return Err(Refused::Closed);
        }
        if calls.place(id).is_some() {
            return Err(Refused::Duplicate);
        }
        if calls.0.len() >= MAX_CALLS {
            return Err(Refused::TooMany);
        }
        calls.0.push((id.clone(), context.clone()));
        drop(calls);
        Ok(Running {
            busy: self.keep_busy(),
            id: id.clone(),
        })
    }

    /// Cancels a call; an unknown id is nobody's mistake, for the answer may be under way.
    pub(crate) fn cancel(&self, id: &RequestId) {
        let context = {
            let calls = self.calls();
            let place = calls.place(id);
            place.map(|place| calls.0[place].1.clone())
        };
        if let Some(context) = context {
            context.cancellation().cancel();
        }
    }

    /// Notes a sign of life.
    fn touch(&self, now: u64) {
        self.seen.store(now, Ordering::Relaxed);
    }

    /// Keeps it from ageing, and from counting as quiet, while somebody works for it.
    pub(crate) fn keep_busy(self: &Arc<Self>) -> Busy {
        self.busy.fetch_add(1, Ordering::Relaxed);
        Busy(Arc::clone(self))
    }

    /// For how long nothing was heard, in milliseconds; `None` while it is busy.
    fn idle(&self, now: u64) -> Option<u64> {
        if self.busy.load(Ordering::Relaxed) > 0 {
            return None;
        }
        Some(now.saturating_sub(self.seen.load(Ordering::Relaxed)))
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Ends it: its calls are cancelled, its streams end.
    pub(crate) fn close(&self) {
        self.over.store(true, Ordering::Relaxed);
        let running = std::mem::take(&mut *self.calls());
        for (_, context) in &running.0 {
            context.cancellation().cancel();
        }
        self.pending.close();
        // Whoever waits for it finds that all is over.
        self.settled.settle();
        self.streams.close();
        self.mailbox.close();
        self.history.close();
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a session from ageing.
pub(crate) struct Busy(Arc<Session>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.touch(self.0.common.clock.now());
        // Either this finds that streams wait for the last call, or they find that it is over: for
        // that, all look in one order.
        let before = self.0.busy.fetch_sub(1, Ordering::SeqCst);
        if before > 1 && self.0.common.draining.load(Ordering::SeqCst) {
            self.0.wake_streams();
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
        let mut calls = self.busy.0.calls();
        if let Some(place) = calls.place(&self.id) {
            let left = calls.0.swap_remove(place);
            // The last hold on a call may be this one, and its end may do anything.
            drop(calls);
            drop(left);
        }
    }
}
