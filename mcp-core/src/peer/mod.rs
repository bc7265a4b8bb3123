//! Who calls, and what a call may say and learn while it runs.

mod ask;
mod cancellation;
mod context;
mod gate;
mod host;
mod notify;
mod outbox;
mod principal;
mod say;
mod state;
mod task;
mod viewer;

pub use ask::{
    Answer, Ask, AskError, Asker, Asking, Elicitation, InvalidJournal, Replay, Reply, Roots, Round,
    Sampling, UrlElicitation,
};
pub use cancellation::{Cancellation, Cancelled};
pub use context::{Context, ContextParts};
pub(crate) use gate::Condition;
pub use gate::{Gate, VisibleWhen};
pub use host::Host;
pub use notify::Notify;
pub use outbox::Outbox;
pub use principal::Principal;
pub use say::{Amount, Log, Progress, Report};
pub use state::{State, StateMap};
pub use task::StartTask;
pub use viewer::Viewer;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use crate::model::{ClientCapabilities, Implementation, Level};

/// The client, as facts: nothing here says which revision it speaks.
#[derive(Debug)]
pub struct Peer {
    client: OnceLock<Option<Arc<Implementation>>>,
    /// What the client says of itself, as long as nobody has asked.
    introduction: Bytes,
    capabilities: ClientCapabilities,
    /// The least level worth sending, or [`SILENT`].
    least: AtomicU8,
}

const SILENT: u8 = u8::MAX;

impl Peer {
    /// A client that wants log messages from `least` on, or none.
    #[must_use]
    pub fn new(
        client: Option<Implementation>,
        capabilities: ClientCapabilities,
        least: Option<Level>,
    ) -> Self {
        Self::shared(client.map(Arc::new), capabilities, least)
    }

    /// The same for a client that others may be just like: who it is is kept once for all of them.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use mcp_core::Peer;
    /// let client = Arc::new(("c", "1").into());
    /// let [one, other] = [(); 2].map(|()| Peer::shared(Some(Arc::clone(&client)), Default::default(), None));
    /// assert!(std::ptr::eq(one.client().unwrap(), other.client().unwrap()));
    /// ```
    #[must_use]
    pub fn shared(
        client: Option<Arc<Implementation>>,
        capabilities: ClientCapabilities,
        least: Option<Level>,
    ) -> Self {
        Self {
            client: client.into(),
            ..Self::introduced(Bytes::new(), capabilities, least)
        }
    }

    /// The same for a client that says who it is in JSON, which is read when somebody asks.
    ///
    /// ```
    /// use mcp_core::Peer;
    /// let peer = Peer::introduced(r#"{"name":"c","version":"1"}"#.into(), Default::default(), None);
    /// assert_eq!(peer.client(), Some(&("c", "1").into()));
    /// ```
    #[must_use]
    pub const fn introduced(
        introduction: Bytes,
        capabilities: ClientCapabilities,
        least: Option<Level>,
    ) -> Self {
        let least = match least {
            Some(level) => level as u8,
            None => SILENT,
        };
        Self {
            client: OnceLock::new(),
            introduction,
            capabilities,
            least: AtomicU8::new(least),
        }
    }

    /// Who the client says it is. Self-reported: nothing may depend on it.
    #[must_use]
    pub fn client(&self) -> Option<&Implementation> {
        let read = || {
            let json = str::from_utf8(&self.introduction).ok()?;
            Implementation::read(json).ok().map(Arc::new)
        };
        self.client.get_or_init(read).as_deref()
    }

    /// What the client declares that it can do.
    #[must_use]
    pub const fn capabilities(&self) -> ClientCapabilities {
        self.capabilities
    }

    /// Sets the least level that is sent.
    pub fn set_level(&self, least: Level) {
        self.least.store(least as u8, Ordering::Relaxed);
    }

    /// Whether the client wants messages of this level.
    #[must_use]
    pub fn wants(&self, level: Level) -> bool {
        level as u8 >= self.least.load(Ordering::Relaxed)
    }
}
