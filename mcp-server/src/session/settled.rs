//! The end of the handshake, from which on the client may be asked and is told what changes
//! (`basic/lifecycle#initialization`).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Whether the client has said that it is initialized.
#[derive(Default)]
pub(super) struct Settled(Mutex<State>);

enum State {
    /// Not yet, and who waits, if anybody does.
    Awaited(Option<Arc<Notify>>),
    Reached,
}

impl Default for State {
    fn default() -> Self {
        Self::Awaited(None)
    }
}

impl Settled {
    /// It is; `true` the first time.
    pub(super) fn settle(&self) -> bool {
        let before = std::mem::replace(&mut *self.lock(), State::Reached);
        let State::Awaited(waiting) = before else {
            return false;
        };
        if let Some(waiting) = waiting {
            waiting.notify_waiters();
        }
        true
    }

    /// Whether it is.
    pub(super) fn is_reached(&self) -> bool {
        matches!(*self.lock(), State::Reached)
    }

    /// Waits until it is.
    pub(super) async fn reached(&self) {
        let reached = match &mut *self.lock() {
            // From here on it is heard, for nobody is told before the lock is free.
            State::Awaited(waiting) => Arc::clone(waiting.get_or_insert_default()).notified_owned(),
            State::Reached => return,
        };
        reached.await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
