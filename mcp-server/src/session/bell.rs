//! Waking everybody who waits for the same thing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// Those who wait for the next time that something happens.
#[derive(Debug, Default)]
pub(super) struct Bell {
    /// Changes only under the lock, so that as long as it stays the same, whoever waits is waiting.
    times: AtomicU64,
    waiting: Mutex<HashMap<u64, Waker>>,
}

impl Bell {
    /// Wakes all who wait, outside of the lock.
    pub(super) fn ring(&self) {
        let waiting = {
            let mut waiting = self.lock();
            self.times.fetch_add(1, Ordering::Release);
            std::mem::take(&mut *waiting)
        };
        for waker in waiting.into_values() {
            waker.wake();
        }
    }

    /// How often it rang.
    pub(super) fn times(&self) -> u64 {
        self.times.load(Ordering::Acquire)
    }

    /// Waits for the next time, under a number of one's own.
    pub(super) fn wait(&self, number: u64, waker: &Waker) {
        let earlier = self.lock().insert(number, waker.clone());
        drop(earlier);
    }

    /// Waits no longer.
    pub(super) fn leave(&self, number: u64) {
        let left = self.lock().remove(&number);
        drop(left);
    }

    /// How many wait.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Waker>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes whoever waited, if anybody did.
pub(super) fn wake(waiting: Option<Waker>) {
    if let Some(waker) = waiting {
        waker.wake();
    }
}
