//! The end of the handshake, from which on the client may be asked and is told what changes
//! (`basic/lifecycle#initialization`).

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether the client has said that it is initialized.
#[derive(Default)]
pub(super) struct Settled {
    is_settled: AtomicBool,
    waiting: Notify,
}

impl Settled {
    /// It is; `true` the first time.
    pub(super) fn settle(&self) -> bool {
        let first = !self.is_settled.swap(true, Ordering::AcqRel);
        if first {
            self.waiting.notify_waiters();
        }
        first
    }

    /// Waits until it is.
    pub(super) async fn reached(&self) {
        let mut settled = pin!(self.waiting.notified());
        // Waited for before it is looked at, so that nothing falls between.
        settled.as_mut().enable();
        if !self.is_settled.load(Ordering::Acquire) {
            settled.await;
        }
    }
}
