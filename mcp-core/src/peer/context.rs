//! One call: what came with it, and what it may say while it runs.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

use super::{Cancellation, Log, Outbox, Peer, StateMap};
use crate::model::{Level, ProgressToken, Update};

/// How many updates wait for a client that reads slowly before the tool waits too.
const OUTBOX: usize = 256;

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
pub struct Context(Arc<Inner>);

/// What a call is made of.
#[derive(Debug)]
pub struct ContextParts {
    /// The JSON object of the arguments; empty stands for `{}`.
    pub arguments: Bytes,
    /// The HTTP headers; empty where the call did not come over HTTP.
    pub headers: HeaderMap,
    /// Who calls.
    pub peer: Arc<Peer>,
    /// How the client recognises progress; without it none is sent.
    pub progress_token: Option<ProgressToken>,
    /// The server's state.
    pub state: Arc<StateMap>,
}

#[derive(Debug)]
struct Inner {
    parts: ContextParts,
    /// State that goes before the server's: that of a server within it.
    own_state: OnceLock<Arc<StateMap>>,
    cancellation: Cancellation,
    updates: Outbox<Update>,
    /// The last progress that was sent, for it must grow.
    progress: Mutex<f64>,
}

impl Context {
    /// A call that is about to run.
    #[must_use]
    pub fn new(parts: ContextParts) -> Self {
        Self(Arc::new(Inner {
            parts,
            own_state: OnceLock::new(),
            cancellation: Cancellation::default(),
            updates: Outbox::new(OUTBOX),
            progress: Mutex::new(f64::NEG_INFINITY),
        }))
    }

    /// Who calls.
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

    /// Sends a log message to the client, if it wants messages of this level. Waits while the
    /// client is too slow to take in more.
    pub fn log(&self, level: Level, data: impl Serialize) -> Log<'_> {
        Log::new(self, level, data)
    }

    pub(super) fn progress_token(&self) -> Option<&ProgressToken> {
        self.0.parts.progress_token.as_ref()
    }

    /// Whether progress has grown, as it must.
    pub(super) fn advance(&self, progress: f64) -> bool {
        let mut last = self
            .0
            .progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let grows = progress > *last;
        if grows {
            *last = progress;
        }
        grows
    }
}
