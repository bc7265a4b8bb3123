//! What is remembered of a client between its messages; only the handshake era has it.
//!
//! A session is a record in a map and costs memory only: it has no task, no timer, no channel.
//! While it is busy (a call runs or a stream is open) it does not age.

mod activity;
mod bell;
mod calls;
mod changes;
mod clock;
mod history;
mod id;
mod introductions;
mod listeners;
mod pending;
mod reader;
mod settled;
mod store;
mod stream;
mod subscriptions;
mod told;

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Waker;
use std::time::Duration;

use mcp_core::model::Announcement;
use mcp_core::{Peer, Principal, Revision};

pub(crate) use calls::{Refused, Running};
pub(crate) use changes::{Board, Sight, Status};
use clock::Clock;
pub(crate) use history::{Heard, Histories, Replay, Resumed, Seat, Writer};
pub(crate) use id::SessionId;
pub(crate) use listeners::{Listener, Listeners};
pub(crate) use reader::Reader;
pub(crate) use store::{Limits, Sessions};
pub(crate) use stream::{Stream, Unsent};
pub(crate) use subscriptions::{MAX_BYTES, MAX_SUBSCRIPTIONS, TooMany};

use self::activity::{Leftovers, State};
use self::bell::wake;
use self::changes::{Mailbox, source};

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

/// One client, from its `initialize` on. Servers keep many that do nothing: what those have no need of
/// lies in the state's activity.
pub(crate) struct Session {
    id: SessionId,
    carrier: Carrier,
    /// Who opened it, where that is known.
    owner: Option<Principal>,
    common: Arc<Common>,
    /// Milliseconds on the clock at the last sign of life.
    seen: AtomicU64,
    /// Calls and streams that keep it alive.
    busy: AtomicU32,
    greeting: OnceLock<Greeting>,
    state: Mutex<State>,
}

/// What the handshake settled.
pub(crate) struct Greeting {
    pub(crate) revision: Revision,
    pub(crate) peer: Arc<Peer>,
}

impl Session {
    fn new(
        id: SessionId,
        carrier: Carrier,
        owner: Option<Principal>,
        common: &Arc<Common>,
    ) -> Arc<Self> {
        Arc::new(Self {
            id,
            carrier,
            state: Mutex::new(State::of(owner.clone())),
            owner,
            seen: AtomicU64::new(common.clock.now()),
            busy: AtomicU32::new(0),
            greeting: OnceLock::new(),
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
        let mut proofs = Vec::from_iter(self.owner.clone());
        let mut state = self.state();
        proofs.extend(state.who.clone());
        if let Some(activity) = state.going_on() {
            proofs.extend(activity.calls.proofs().cloned());
            if let Some(mailbox) = &activity.mailbox {
                proofs.extend(mailbox.mail().proofs());
            }
        }
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

    /// Notes what its owner has proven anew.
    fn is_seen_as(&self, who: &Principal) {
        let mut state = self.state();
        let earlier = state.who.replace(who.clone());
        // In the order in which it was proven, for that decides who is told.
        let told = state.going_on().and_then(|activity| {
            let mailbox = activity.mailbox.as_ref()?;
            mailbox.mail().is_seen_as(who)
        });
        drop(state);
        // What it carries is of the server's owner, and its end may do anything.
        drop((earlier, told));
    }

    /// Subscribes to a resource.
    pub(crate) fn subscribe(&self, uri: &str) -> Result<(), TooMany> {
        self.mailbox().subscribe(uri)
    }

    /// Ends a subscription, if there is one.
    pub(crate) fn unsubscribe(&self, uri: &str) {
        let mailbox = self.state().known_mailbox();
        if let Some(mailbox) = mailbox {
            mailbox.unsubscribe(uri);
        }
    }

    /// Has the client told of a list in any case, if it wants to know and it concerns whoever that is.
    fn tell_of(&self, list: &Announcement, concerns: &dyn Fn(Option<&Principal>) -> bool) {
        let Ok(source) = source(list) else { return };
        let who = self.state().who.clone();
        // Asked outside of the lock.
        if concerns(who.as_ref()) {
            wake(self.owe(source));
        }
    }

    fn owe(&self, source: usize) -> Option<Waker> {
        let mut state = self.state();
        let Some(mailbox) = state.known_mailbox() else {
            state.told.owe(source);
            return None;
        };
        drop(state);
        mailbox.mail().owe(source)
    }

    /// What a stream tells the client outside of calls.
    pub(crate) fn reader(&self) -> Reader {
        self.mailbox().reader()
    }

    /// What the client has not heard of yet, to keep more in; a closed one if the session is over.
    fn mailbox(&self) -> Arc<Mailbox> {
        let board = &self.common.board;
        let mailbox = self.state().mailbox(board);
        mailbox.unwrap_or_else(|| Arc::new(Mailbox::closed(board)))
    }

    /// The streams that the client of a pipe listens to.
    pub(crate) fn listeners(&self) -> Option<Arc<Listeners>> {
        if self.carrier != Carrier::Pipe {
            return None;
        }
        let mut state = self.state();
        let listeners = &mut state.activity()?.listeners;
        let new = || Listeners::of_one(MAX_LISTENERS);
        Some(Arc::clone(listeners.get_or_insert_with(new)))
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

    /// Ends it: its calls are cancelled, its streams end.
    pub(crate) fn close(&self) {
        let activity = self.state().end();
        if let Some(mut activity) = activity {
            activity.end();
        }
    }

    /// Takes out what nobody needs any more.
    fn sweep(&self, now: u64) -> Option<Leftovers> {
        self.state().sweep(now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
