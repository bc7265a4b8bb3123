//! All sessions of a server: a sharded map, swept in passing and by one task for all.

mod eviction;

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use mcp_core::Principal;
use mcp_core::model::{Announcement, Implementation};

use self::eviction::Idle;
use super::id::Identity;
use super::introductions::Introductions;
use super::{Board, Carrier, Clock, Common, Histories, Listeners, Session, SessionId};
use crate::event_store::EventStore;
use crate::spawn::spawn;

/// How many locks the sessions lie under, unless they are few.
const SHARDS: usize = 32;

/// How many idle sessions a lock is for at least: those that hold the most are told by those that
/// lie together.
const LEAST: usize = 32;

/// How long a client may take to answer a question.
const ASK_TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// The generator of the operating system gave no id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full;

/// When a session that nobody uses ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// After how long without a call or stream.
    pub(crate) idle: Duration,
    /// How many without a call or stream are kept.
    pub(crate) most: usize,
    /// How many streams may be listened to without a session.
    pub(crate) listeners: usize,
}

/// All sessions of a server.
pub(crate) struct Sessions {
    shards: Arc<Shards>,
    common: Arc<Common>,
    introductions: Introductions,
    limits: Limits,
    swept: AtomicBool,
    /// Those outside of the store.
    pipes: Mutex<Vec<Weak<Session>>>,
    listeners: Arc<Listeners>,
    knows_callers: bool,
    /// None where streams cannot be resumed.
    histories: Option<Arc<Histories>>,
}

/// Ids are random already, so they are their own hashes.
type Records = HashSet<Record, BuildHasherDefault<Identity>>;
type Shard = Mutex<Records>;
struct Shards {
    all: [Shard; SHARDS],
    /// How many of them anything lies in.
    used: usize,
}

/// A session that is known by its id, which so is kept once.
#[derive(Clone)]
struct Record(Arc<Session>);

impl Borrow<SessionId> for Record {
    fn borrow(&self) -> &SessionId {
        &self.0.id
    }
}

impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Record {}

impl Sessions {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            shards: Arc::new(Shards {
                all: std::array::from_fn(|_| Mutex::default()),
                used: (limits.most / LEAST).clamp(1, SHARDS),
            }),
            common: Arc::new(Common {
                clock: Clock::start(),
                ask_timeout: ASK_TIMEOUT,
                board: Arc::default(),
                draining: AtomicBool::new(false),
            }),
            introductions: Introductions::default(),
            limits,
            swept: AtomicBool::new(false),
            pipes: Mutex::default(),
            listeners: Listeners::new(limits.listeners, false),
            knows_callers: false,
            histories: None,
        }
    }

    /// The same of callers who may be known: strangers are one among them.
    pub(crate) fn knowing(mut self, knows_callers: bool) -> Self {
        self.knows_callers = knows_callers;
        self.listeners = Listeners::new(self.limits.listeners, knows_callers);
        self
    }

    /// The same with streams that can be resumed for some time after their end.
    pub(crate) fn resumable(mut self, store: Arc<dyn EventStore>, kept: Duration) -> Self {
        let histories = Histories::new(store, self.common.clock, kept, self.knows_callers);
        self.histories = Some(histories);
        self
    }

    /// The same with another time that a client may take to answer a question; 5 min by default.
    pub(crate) fn ask_within(mut self, timeout: Duration) -> Self {
        let common = Arc::get_mut(&mut self.common);
        common.expect("there is no session yet").ask_timeout = timeout;
        self
    }

    /// What the streams of all sessions keep their events in, if they do.
    pub(crate) fn histories(&self) -> Option<&Arc<Histories>> {
        self.histories.as_ref()
    }

    /// Who a client says it is, kept once for all that say the same.
    pub(crate) fn share(&self, client: Implementation) -> Arc<Implementation> {
        self.introductions.share(client)
    }

    /// Where changes are announced to all.
    pub(crate) fn board(&self) -> &Arc<Board> {
        &self.common.board
    }

    /// The streams that are listened to without a session.
    pub(crate) fn listeners(&self) -> &Arc<Listeners> {
        &self.listeners
    }

    /// A session outside the store: the one client of a process or pipe.
    pub(crate) fn pipe(&self, owner: Option<&Principal>) -> Arc<Session> {
        let session = self.create(SessionId::PIPE, Carrier::Pipe, owner);
        let mut pipes = self.pipes();
        if pipes.len() == pipes.capacity() {
            pipes.retain(|pipe| pipe.strong_count() > 0);
        }
        pipes.push(Arc::downgrade(&session));
        session
    }

    fn pipes(&self) -> MutexGuard<'_, Vec<Weak<Session>>> {
        self.pipes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the clients whom it concerns: of a resource, those that are subscribed to it. One pass
    /// over all that there are, and no lock is held while it is asked.
    pub(crate) fn announce_for(
        &self,
        announcement: &Announcement,
        concerns: &dyn Fn(Option<&Principal>) -> bool,
    ) {
        if let Announcement::ResourceUpdated(uri) = announcement {
            return self.board().update_for(uri, concerns);
        }
        let tell = |session: Arc<Session>| session.tell_of(announcement, concerns);
        for shard in &self.shards.all {
            sessions(shard).into_iter().for_each(tell);
        }
        let mut pipes = Vec::new();
        for pipe in self.pipes().iter() {
            if let Some(pipe) = pipe.upgrade() {
                pipes.push(pipe);
            }
        }
        pipes.into_iter().for_each(tell);
        self.listeners.tell_of(announcement, concerns);
    }

    fn create(&self, id: SessionId, carrier: Carrier, owner: Option<&Principal>) -> Arc<Session> {
        let owner = owner.cloned();
        Session::new(id, carrier, owner, &self.common)
    }

    /// A new session of whoever asks for it, not yet handshaken.
    pub(crate) fn open(
        &self,
        carrier: Carrier,
        owner: Option<&Principal>,
    ) -> Result<Arc<Session>, Full> {
        self.start_sweeping();
        let id = SessionId::random().ok_or(Full)?;
        let session = self.create(id, carrier, owner);
        let evicted = {
            let mut shard = self.shards.lock(id);
            let evicted = self.evict(&mut shard, owner);
            shard.insert(Record(Arc::clone(&session)));
            evicted
        };
        evicted.iter().for_each(|session| session.close());
        Ok(session)
    }

    /// The session that goes by an id; none that is of another carrier, or somebody else's.
    pub(crate) fn find(
        &self,
        id: SessionId,
        carrier: Carrier,
        who: Option<&Principal>,
    ) -> Option<Arc<Session>> {
        let session = self.shards.lock(id).get(&id).cloned()?.0;
        if session.carrier != carrier {
            return None;
        }
        if !session.is_of(who) {
            tracing::warn!(
                session = ?id,
                owner = ?session.owner,
                who = ?who,
                "session_principal_mismatch: somebody else's session was asked for"
            );
            return None;
        }
        let now = self.common.clock.now();
        if session
            .idle(now)
            .is_some_and(|idle| idle >= millis(self.limits.idle))
        {
            self.close(id);
            return None;
        }
        session.touch(now);
        if let Some(who) = who {
            session.is_seen_as(who);
        }
        Some(session)
    }

    /// Ends a session; `false` when there was none.
    pub(crate) fn close(&self, id: SessionId) -> bool {
        let session = self.shards.lock(id).take(&id);
        if let Some(Record(session)) = &session {
            session.close();
        }
        session.is_some()
    }

    /// Ends the sessions that anything goes on in by what principals proved of whom this is true.
    pub(crate) fn close_of(&self, whose: &dyn Fn(&Principal) -> bool) {
        for shard in &self.shards.all {
            for session in sessions(shard) {
                if session.proofs().iter().any(whose) {
                    self.close(session.id());
                }
            }
        }
    }

    /// Ends each stream once nothing that runs could still say something on it.
    pub(crate) fn drain(&self) {
        self.common.draining.store(true, Ordering::SeqCst);
        for shard in &self.shards.all {
            for session in sessions(shard) {
                session.wake_streams();
            }
        }
    }

    /// All that there are by now.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<Arc<Session>> {
        self.shards.all.iter().flat_map(sessions).collect()
    }

    /// A sweep that finds nothing idle.
    #[cfg(test)]
    pub(super) fn sweep(&self, now: u64) {
        self.shards
            .all
            .iter()
            .for_each(|shard| sweep_shard(shard, now, u64::MAX));
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.shards.all.iter().map(|shard| lock(shard).len()).sum()
    }

    /// Makes room for a session of a newcomer in a shard that holds its part of the allowed idle
    /// sessions.
    #[expect(clippy::mutable_key_type, reason = "the id of a session never changes")]
    fn evict(&self, shard: &mut Records, newcomer: Option<&Principal>) -> Vec<Arc<Session>> {
        let most = self.limits.most.div_ceil(self.shards.used);
        if shard.len() < most {
            return Vec::new();
        }
        let now = self.common.clock.now();
        let mut idle = Vec::new();
        for Record(session) in shard.iter() {
            if let Some(time) = session.idle(now) {
                let (owner, id) = (session.owner(), session.id);
                idle.push(Idle { owner, time, id });
            }
        }
        let mut evicted = Vec::new();
        for id in eviction::surplus(&idle, most, newcomer) {
            if let Some(Record(session)) = shard.take(&id) {
                evicted.push(session);
            }
        }
        evicted
    }

    /// Starts the one task that ends idle sessions, on first use: a server may be built before
    /// its runtime is.
    fn start_sweeping(&self) {
        if self.swept.load(Ordering::Relaxed) || self.swept.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let shards = Arc::downgrade(&self.shards);
            spawn(&runtime, sweep(shards, self.common.clock, self.limits.idle));
        }
    }
}

impl Shards {
    fn lock(&self, id: SessionId) -> MutexGuard<'_, Records> {
        lock(&self.all[id.shard(self.used)])
    }
}

/// Ends what has been idle too long, until the server is gone.
async fn sweep(shards: Weak<Shards>, clock: Clock, timeout: Duration) {
    let pause = (timeout / 4).clamp(Duration::from_millis(100), Duration::from_secs(30));
    loop {
        tokio::time::sleep(pause).await;
        let Some(shards) = shards.upgrade() else {
            return;
        };
        let now = clock.now();
        for shard in &shards.all {
            sweep_shard(shard, now, millis(timeout));
        }
    }
}

/// Ends what has been idle too long of one shard, and takes out of the others what nobody needs.
fn sweep_shard(shard: &Shard, now: u64, timeout: u64) {
    let (mut expired, mut leftovers) = (Vec::new(), Vec::new());
    lock(shard).retain(|Record(session)| {
        leftovers.extend(session.sweep(now));
        let over = session.idle(now).is_some_and(|idle| idle >= timeout);
        if over {
            expired.push(Arc::clone(session));
        }
        !over
    });
    expired.iter().for_each(|session| session.close());
}

/// Those that lie in a shard by now.
fn sessions(shard: &Shard) -> Vec<Arc<Session>> {
    let mut sessions = Vec::new();
    for Record(session) in lock(shard).iter() {
        sessions.push(Arc::clone(session));
    }
    sessions
}

fn lock(shard: &Shard) -> MutexGuard<'_, Records> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn limits(most: usize) -> Limits {
        Limits {
            idle: Duration::from_secs(60),
            most,
            listeners: 10,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_session_ends_and_a_busy_one_does_not() {
        let sessions = Sessions::new(limits(100));
        let idle = sessions.open(Carrier::Sse, None).unwrap().id();
        let busy = sessions.open(Carrier::Sse, None).unwrap();
        let stream = busy.attach().unwrap();
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert!(sessions.find(idle, Carrier::Sse, None).is_none());
        assert!(sessions.find(busy.id(), Carrier::Sse, None).is_some());
        assert_eq!(sessions.len(), 1);
        drop(stream);
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert_eq!(sessions.len(), 0);
    }

    /// Rows: SH-29.
    #[tokio::test(start_paused = true)]
    async fn abandoned_sessions_reach_a_plateau_and_busy_ones_stay() {
        let sessions = Sessions::new(limits(320));
        let busy = sessions.open(Carrier::Sse, None).unwrap();
        let _stream = busy.attach().unwrap();
        for _ in 0..20_000 {
            sessions.open(Carrier::Sse, None).unwrap();
        }
        assert!(sessions.len() <= 320 + SHARDS, "{}", sessions.len());
        assert!(sessions.find(busy.id(), Carrier::Sse, None).is_some());
    }

    #[tokio::test]
    async fn a_closed_session_ends_its_streams() {
        let sessions = Sessions::new(limits(10));
        let session = sessions.open(Carrier::Sse, None).unwrap();
        let mut stream = session.attach().unwrap();
        assert!(sessions.close(session.id()));
        assert_eq!(std::future::poll_fn(|cx| stream.poll_next(cx)).await, None);
        assert!(!sessions.close(session.id()));
        assert!(session.attach().is_none());
    }

    #[tokio::test]
    async fn a_session_is_known_to_its_own_carrier_only() {
        let sessions = Sessions::new(limits(10));
        let id = sessions.open(Carrier::Sse, None).unwrap().id();
        assert!(sessions.find(id, Carrier::Streamable, None).is_none());
        assert!(sessions.find(id, Carrier::Sse, None).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_is_known_to_its_owner_only_and_lives_for_nobody_else() {
        let sessions = Sessions::new(limits(10));
        let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
        let id = sessions.open(Carrier::Sse, Some(&ann)).unwrap().id();
        let found = |who: Option<&Principal>| sessions.find(id, Carrier::Sse, who).is_some();
        assert!(found(Some(&ann.clone().with_scopes(["x"]))));
        tokio::time::sleep(Duration::from_secs(50)).await;
        // Nor do they keep it alive.
        assert!(!found(Some(&bob)) && !found(None));
        tokio::time::sleep(Duration::from_secs(11)).await;
        assert!(!found(Some(&ann)));
    }

    pub(super) fn principals() -> [Principal; 2] {
        ["ann", "bob"].map(|name| Principal::new("id", name))
    }

    #[tokio::test]
    async fn pipes_hear_of_what_concerns_them_and_leave_nothing_behind() {
        let sessions = Sessions::new(limits(10));
        let [ann, bob] = principals();
        let pipes = [&ann, &bob].map(|who| sessions.pipe(Some(who)));
        pipes.iter().for_each(|pipe| pipe.settle());
        let list = Announcement::ToolsChanged;
        sessions.announce_for(&list, &|who| who.is_some_and(|who| who.is(&ann)));
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        let heard = pipes.map(|pipe| pipe.reader().poll_next(&mut cx).is_ready());
        assert_eq!(heard, [true, false]);
        for _ in 0..1000 {
            sessions.pipe(None);
        }
        assert!(sessions.pipes().len() <= 8);
    }

    #[tokio::test]
    async fn the_newest_proof_is_what_a_session_is_seen_by() {
        let sessions = Sessions::new(limits(10));
        let [ann, _] = principals();
        let session = sessions.open(Carrier::Sse, Some(&ann)).unwrap();
        session.settle();
        let has_scope = |who: Option<&Principal>| who.is_some_and(|who| who.has_scope("x"));
        let hears = || {
            sessions.announce_for(&Announcement::PromptsChanged, &has_scope);
            let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
            session.reader().poll_next(&mut cx).is_ready()
        };
        assert!(!hears());
        let able = ann.clone().with_scopes(["x"]);
        sessions
            .find(session.id(), Carrier::Sse, Some(&able))
            .unwrap();
        assert!(hears());
        sessions
            .find(session.id(), Carrier::Sse, Some(&ann))
            .unwrap();
        assert!(!hears());
    }
}
