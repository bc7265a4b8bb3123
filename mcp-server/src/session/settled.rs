//! The end of the handshake, from which on the client may be asked and is told what changes
//! (`basic/lifecycle#initialization`).

use std::sync::Arc;

use super::Session;

impl Session {
    /// Whether the client has said that it is initialized, or never will because all is over.
    pub(crate) fn is_settled(&self) -> bool {
        self.state().settled
    }

    /// The client says that it is initialized: from now on it may be asked, and is told what
    /// changes.
    pub(crate) fn settle(&self) {
        let mut state = self.state();
        if std::mem::replace(&mut state.settled, true) {
            return;
        }
        let board = &self.common.board;
        state.told = board.counts();
        let mut waiting = None;
        if let Some(activity) = state.going_on() {
            if let Some(mailbox) = &activity.mailbox {
                mailbox.open();
            }
            waiting = activity.waiting.take();
        }
        drop(state);
        if let Some(waiting) = waiting {
            waiting.notify_waiters();
        }
    }

    /// Waits until the client is initialized, or all is over.
    pub(super) async fn settled(&self) {
        let settled = {
            let mut state = self.state();
            if state.settled {
                return;
            }
            let Some(activity) = state.activity() else {
                return;
            };
            // From here on it is heard, for nobody is told before the lock is free.
            Arc::clone(activity.waiting.get_or_insert_default()).notified_owned()
        };
        settled.await;
    }
}
