//! One call: what came with it, and what it may say while it runs.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{self, Poll};

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

use super::task::Switch;
use super::{
    Asking, Cancellation, Host, Log, Notify, Outbox, Peer, Principal, Replay, StateMap, Viewer,
};
use crate::model::{ClientCapabilities, Level, ProgressToken, Update};

/// How many updates wait for a client that reads slowly before the tool waits too.
const OUTBOX: usize = 256;
/// How much a call says, heard or not, before it lets others run.
const TURN: u32 = 64;

/// One call. A tool takes it as a parameter where it needs more than the narrower extractors give.
///
/// ```
/// use mcp_core::Context;
/// use mcp_core::model::Level;
/// async fn greet(context: Context) -> String {
///     context.log(Level::Info, "greeting").await;
///     match context.peer().client() {
///         Some(client) => format!("Hello, {}!", client.name),
///         None => "Hello!".to_owned(),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Context(pub(super) Arc<Inner>);

/// What a call is made of.
#[derive(Debug)]
pub struct ContextParts {
    /// The JSON object of the arguments; empty stands for `{}`.
    pub arguments: Bytes,
    /// The HTTP headers; empty where the call did not come over HTTP.
    pub headers: HeaderMap,
    /// The program that calls, as it describes itself.
    pub peer: Arc<Peer>,
    /// Who calls, where that is proven.
    pub principal: Option<Principal>,
    /// How the client recognises progress; without it none is sent.
    pub progress_token: Option<ProgressToken>,
    /// The server's state.
    pub state: Arc<StateMap>,
    /// What serves the call.
    pub host: Arc<dyn Host>,
}

impl Default for ContextParts {
    /// Those of a call that brings nothing, from a client that nothing is known of.
    fn default() -> Self {
        Self {
            arguments: Bytes::new(),
            headers: HeaderMap::new(),
            peer: Arc::new(Peer::new(None, ClientCapabilities::default(), None)),
            principal: None,
            progress_token: None,
            state: Arc::default(),
            host: Arc::new(()),
        }
    }
}

#[derive(Debug)]
pub(super) struct Inner {
    parts: ContextParts,
    /// State that goes before the server's: that of a server within it.
    own_state: OnceLock<Arc<StateMap>>,
    cancellation: Cancellation,
    updates: Outbox<Update>,
    /// How much it has said, or would have if anybody had wanted to hear it.
    said: AtomicU32,
    /// The last progress that was sent, for it must grow: the bits of a number.
    progress: AtomicU64,
    /// The call wants its client to come back later.
    hang_up: AtomicBool,
    asking: Asking,
    /// How far it is on its way to a task.
    pub(super) switch: Switch,
    /// How many answers of its client the call waits for.
    waits: AtomicU32,
}

impl Context {
    /// A call that is about to run.
    #[must_use]
    pub fn new(parts: ContextParts) -> Self {
        Self::with_asking(parts, Asking::Nobody)
    }

    /// The same for a call that may ask.
    // All that it is made of would be moved once more.
    #[inline]
    #[must_use]
    pub fn with_asking(parts: ContextParts, asking: Asking) -> Self {
        Self(Arc::new(Inner {
            parts,
            own_state: OnceLock::new(),
            cancellation: Cancellation::default(),
            updates: Outbox::new(OUTBOX),
            said: AtomicU32::new(0),
            progress: AtomicU64::new(f64::NEG_INFINITY.to_bits()),
            hang_up: AtomicBool::new(false),
            asking,
            switch: Switch::default(),
            waits: AtomicU32::new(0),
        }))
    }

    /// The same request for a function that runs on the way to its answer, one of several: what that
    /// says of itself nobody hears, and it asks nobody.
    #[must_use]
    pub(crate) fn aside(&self) -> Self {
        let parts = &self.0.parts;
        let aside = Self::new(ContextParts {
            arguments: Bytes::new(),
            headers: parts.headers.clone(),
            peer: Arc::clone(&parts.peer),
            principal: parts.principal.clone(),
            progress_token: None,
            state: Arc::clone(&parts.state),
            host: Arc::clone(&parts.host),
        });
        aside.updates().close();
        aside
    }

    /// Who calls, where that is proven.
    #[must_use]
    pub fn principal(&self) -> Option<&Principal> {
        self.0.parts.principal.as_ref()
    }

    /// Who calls, as one who looks at what the server offers.
    #[must_use]
    pub fn viewer(&self) -> Viewer<'_> {
        Viewer::new(self.principal(), &self.0.parts.state)
    }

    /// The program that calls, as it describes itself.
    #[must_use]
    pub fn peer(&self) -> &Peer {
        &self.0.parts.peer
    }

    /// The HTTP headers of the request; empty where the call did not come over HTTP.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.parts.headers
    }

    /// Gives the call state that goes before the server's, once.
    pub(crate) fn set_state(&self, state: &Arc<StateMap>) {
        let _ = self.0.own_state.set(Arc::clone(state));
    }

    /// The server's state of a type.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let own = self.0.own_state.get().and_then(|own| own.find());
        own.or_else(|| self.0.parts.state.find())
    }

    /// The JSON of the arguments.
    #[must_use]
    pub fn arguments(&self) -> &[u8] {
        match &self.0.parts.arguments[..] {
            [] => b"{}",
            arguments => arguments,
        }
    }

    /// Whether nobody waits for the answer any more.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancellation.is_cancelled()
    }

    /// The flag behind [`is_cancelled`](Self::is_cancelled).
    #[must_use]
    pub fn cancellation(&self) -> &Cancellation {
        &self.0.cancellation
    }

    /// What the call says and nobody has read yet.
    #[must_use]
    pub fn updates(&self) -> &Outbox<Update> {
        &self.0.updates
    }

    /// Ready when the call may say the next thing: always, but that now and then others run first.
    pub(super) fn poll_turn(&self, cx: &task::Context<'_>) -> Poll<()> {
        if self.0.said.fetch_add(1, Ordering::Relaxed) % TURN < TURN - 1 {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// What serves the call.
    #[must_use]
    pub fn host(&self) -> &Arc<dyn Host> {
        &self.0.parts.host
    }

    /// Tells all clients that something has changed.
    #[must_use]
    pub fn notify(&self) -> Notify {
        Notify::of(self)
    }

    /// Sends a log message to the client, if it wants messages of this level. Waits while the
    /// client is too slow to take in more.
    pub fn log(&self, level: Level, data: impl Serialize) -> Log<'_> {
        Log::new(self, level, data)
    }

    /// Closes the client's connection and goes on with the call: the client comes back by itself,
    /// gets what was said meanwhile, and stays until the answer or until this is called again. For
    /// calls that take minutes, which connections may not last.
    ///
    /// Does nothing where the client would not come back: over stdio, over HTTP+SSE, and in
    /// revisions other than 2025-11-25 (`basic/transports#sending-messages-to-the-server`).
    ///
    /// ```
    /// use mcp_core::Context;
    /// async fn render(context: Context) -> String {
    ///     context.close_stream();
    ///     // Work that takes long.
    ///     "rendered".to_owned()
    /// }
    /// ```
    pub fn close_stream(&self) {
        self.0.hang_up.store(true, Ordering::Release);
        self.0.updates.wake();
    }

    /// Whether the call asked for [that](Self::close_stream) since this was last asked.
    #[must_use]
    pub fn hangs_up(&self) -> bool {
        // Nearly no call ever does, and a look is cheaper than an exchange.
        self.0.hang_up.load(Ordering::Relaxed) && self.0.hang_up.swap(false, Ordering::Acquire)
    }

    /// Who answers what the call asks.
    #[must_use]
    pub fn asking(&self) -> &Asking {
        self.0.switch.asking().unwrap_or(&self.0.asking)
    }

    pub(super) fn replay(&self) -> Option<&Replay> {
        match self.asking() {
            Asking::Replay(replay) => Some(replay),
            Asking::Nobody | Asking::Live(_) => None,
        }
    }

    /// Whether the call waits for its client, which takes as long as it takes.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.0.waits.load(Ordering::Relaxed) > 0
    }

    pub(super) fn wait(&self, begins: bool) {
        match begins {
            true => self.0.waits.fetch_add(1, Ordering::Relaxed),
            false => self.0.waits.fetch_sub(1, Ordering::Relaxed),
        };
    }

    pub(super) fn progress_token(&self) -> Option<&ProgressToken> {
        self.0.parts.progress_token.as_ref()
    }

    /// Whether progress has grown, as it must.
    pub(super) fn advance(&self, progress: f64) -> bool {
        let grown = |last| (progress > f64::from_bits(last)).then_some(progress.to_bits());
        let last = &self.0.progress;
        let order = Ordering::Relaxed;
        last.fetch_update(order, order, grown).is_ok()
    }
}
