//! The sign that nobody waits for a call any more.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::{Poll, Waker};

use super::Context;

/// A flag that is raised once, and wakes whoever waits for it.
#[derive(Debug, Default)]
pub struct Cancellation {
    raised: AtomicBool,
    waiting: Mutex<Vec<Waker>>,
}

impl Cancellation {
    /// Raises the flag.
    pub fn cancel(&self) {
        self.raised.store(true, Ordering::Release);
        let waiting = std::mem::take(&mut *self.waiting());
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Whether the flag is raised.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.raised.load(Ordering::Acquire)
    }

    /// Ready once the flag is raised.
    pub fn poll_cancelled(&self, cx: &std::task::Context<'_>) -> Poll<()> {
        if self.is_cancelled() {
            return Poll::Ready(());
        }
        let mut waiting = self.waiting();
        if !waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
            waiting.push(cx.waker().clone());
        }
        drop(waiting);
        // Raised between the look and the registration: the waker was not there to be woken.
        if self.is_cancelled() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waker>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A tool's view on the cancellation of its call.
///
/// A cancelled call's future is dropped at its next `.await`; this is for work that goes on
/// elsewhere, such as a thread or a spawned task.
///
/// ```
/// # use mcp_core::Cancelled;
/// fn count(cancelled: &Cancelled) -> u64 {
///     (0..1_000_000).take_while(|_| !cancelled.is_cancelled()).sum()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Cancelled(Context);

impl Cancelled {
    pub(crate) fn new(context: &Context) -> Self {
        Self(context.clone())
    }

    /// Whether the call is cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancellation().is_cancelled()
    }

    /// Waits until the call is cancelled.
    pub async fn cancelled(&self) {
        poll_fn(|cx| self.0.cancellation().poll_cancelled(cx)).await;
    }
}
