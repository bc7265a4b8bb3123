//! Saying once that something does not work any more, and once that it does again: not for every request in between.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long there is at least between two failures that are told of, where it works now and then.
const PAUSE: Duration = Duration::from_secs(60);

/// Whether something works, as far as the log has been told.
#[derive(Default)]
pub(super) struct Outage {
    /// Whether the log has been told of a failure, and not yet of its end.
    told: AtomicBool,
    failures: Mutex<Failures>,
}

#[derive(Default)]
struct Failures {
    /// How many there were since the last end that was told of.
    count: u64,
    /// When the last of them was told.
    told: Option<Instant>,
}

impl Outage {
    /// Notes a failure; whether the log is to be told.
    pub(super) fn failed(&self) -> bool {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.count += 1;
        let is_news = !self.told.load(Ordering::Relaxed)
            && failures.told.is_none_or(|told| told.elapsed() >= PAUSE);
        if is_news {
            failures.told = Some(Instant::now());
            self.told.store(true, Ordering::Relaxed);
        }
        is_news
    }

    /// Notes that it works. If the log is to be told, how often it had failed.
    pub(super) fn worked(&self) -> Option<u64> {
        // Nearly always it has worked before.
        if !self.told.load(Ordering::Relaxed) {
            return None;
        }
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let count = std::mem::take(&mut failures.count);
        self.told.swap(false, Ordering::Relaxed).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_outage_is_told_when_it_begins_and_when_it_ends() {
        let outage = Outage::default();
        assert_eq!(outage.worked(), None);
        assert!(outage.failed());
        for _ in 0..9 {
            assert!(!outage.failed());
            advance(PAUSE).await;
        }
        assert_eq!(outage.worked(), Some(10));
        assert_eq!(outage.worked(), None);
        assert!(outage.failed());
    }

    #[tokio::test(start_paused = true)]
    async fn what_works_now_and_then_is_not_told_each_time() {
        let outage = Outage::default();
        assert!(outage.failed());
        assert_eq!(outage.worked(), Some(1));
        for _ in 0..100 {
            assert!(!outage.failed());
            assert_eq!(outage.worked(), None);
        }
        advance(PAUSE).await;
        assert!(outage.failed());
        assert_eq!(outage.worked(), Some(101));
    }
}
