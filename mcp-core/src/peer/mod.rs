//! Who calls, and what a call may say and learn while it runs.

mod cancellation;
mod context;
mod outbox;
mod say;
mod state;

pub use cancellation::{Cancellation, Cancelled};
pub use context::{Context, ContextParts};
pub use outbox::Outbox;
pub use say::{Amount, Log, Progress, Report};
pub use state::{State, StateMap};

use std::sync::atomic::{AtomicU8, Ordering};

use crate::model::{ClientCapabilities, Implementation, Level};

/// The client, as facts: nothing here says which revision it speaks.
#[derive(Debug)]
pub struct Peer {
    client: Option<Implementation>,
    capabilities: ClientCapabilities,
    /// The least level worth sending, or [`SILENT`].
    least: AtomicU8,
}

const SILENT: u8 = u8::MAX;

impl Peer {
    /// A client that wants log messages from `least` on, or none.
    #[must_use]
    pub const fn new(
        client: Option<Implementation>,
        capabilities: ClientCapabilities,
        least: Option<Level>,
    ) -> Self {
        let least = match least {
            Some(level) => level as u8,
            None => SILENT,
        };
        Self {
            client,
            capabilities,
            least: AtomicU8::new(least),
        }
    }

    /// Who the client says it is. Self-reported: nothing may depend on it.
    #[must_use]
    pub const fn client(&self) -> Option<&Implementation> {
        self.client.as_ref()
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
