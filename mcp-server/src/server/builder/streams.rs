//! What becomes of streams whose connections break.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Builder;
use crate::event_store::{EventStore, MemoryStore};
use crate::server::options;
use crate::session::Sessions;

/// Where the events of streams are kept; in memory where nothing else is said.
#[derive(Default)]
pub(super) struct Events(Option<Arc<dyn EventStore>>);

impl Events {
    /// Has sessions keep their events for some time, unless there is none.
    pub(super) fn keep(self, sessions: Sessions, time: Duration) -> Sessions {
        if time.is_zero() {
            return sessions;
        }
        let store = self.0.unwrap_or_else(|| Arc::new(MemoryStore::new()));
        sessions.resumable(store, time)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let store = self.0.as_ref().map(|_| "of the server's owner");
        f.debug_tuple("Events").field(&store).finish()
    }
}

impl Builder {
    /// Where the events of streams are kept; in a
    /// [`MemoryStore`](crate::event_store::MemoryStore) by default.
    pub fn event_store(mut self, store: impl EventStore + 'static) -> Self {
        self.events = Events(Some(Arc::new(store)));
        self
    }

    /// For how long after its end a stream can be resumed; 5 min by default. With
    /// [`Duration::ZERO`] no events are kept and none has an id.
    pub fn resumable_for(mut self, time: Duration) -> Self {
        self.http.resumable = options::bounded(time);
        self
    }

    /// Closes the connection of each call that takes longer, so that its client comes back for the
    /// rest, stays for that time again, and so on; off by default. Clients of revisions that do
    /// not know of this keep their connections. Not less than 10 ms.
    pub fn poll_after(mut self, time: Duration) -> Self {
        self.http.poll_after = Some(options::bounded(time).max(Duration::from_millis(10)));
        self
    }

    /// After how long a client whose connection was closed comes back; 1 s by default, and not more
    /// than a day.
    pub fn retry_after(mut self, time: Duration) -> Self {
        self.http.retry = options::retry(time);
        self
    }
}
