//! How many requests an account may make: a bucket for each, which refills as time passes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many requests an account may make.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// How many at once, after a pause.
    pub(crate) burst: u32,
    /// How long until one more is let through.
    pub(crate) every: Duration,
}

impl Default for Limit {
    fn default() -> Self {
        Self {
            burst: 200,
            every: Duration::from_millis(20),
        }
    }
}

impl Limit {
    /// So many times as many.
    pub(super) fn times(self, factor: u32) -> Self {
        Self {
            burst: self.burst.saturating_mul(factor),
            every: self.every / factor,
        }
    }
}

/// The buckets. There is at most one for each account, so there are no more of them than of accounts.
pub(super) struct Limiter {
    limit: Limit,
    /// When each account's bucket is full again.
    full_at: Mutex<HashMap<i64, Instant>>,
}

impl Limiter {
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            limit,
            full_at: Mutex::default(),
        }
    }

    /// Lets a request of the account through, or says how long to wait.
    pub(super) fn take(&self, account: i64, now: Instant) -> Result<(), Duration> {
        let Limit { burst, every } = self.limit;
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = buckets.entry(account).or_insert(now);
        let next = (*full_at).max(now) + every;
        let wait = (next - now).saturating_sub(every * burst);
        if wait.is_zero() {
            *full_at = next;
            Ok(())
        } else {
            Err(wait)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_refills_and_is_nobody_elses() {
        let limiter = Limiter::new(Limit {
            burst: 3,
            every: Duration::from_secs(10),
        });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(limiter.take(1, start), Ok(()));
        }
        assert_eq!(limiter.take(1, start), Err(Duration::from_secs(10)));
        let later = start + Duration::from_secs(4);
        assert_eq!(limiter.take(1, later), Err(Duration::from_secs(6)));
        assert_eq!(limiter.take(2, later), Ok(()));
        let refilled = start + Duration::from_secs(10);
        assert_eq!(limiter.take(1, refilled), Ok(()));
        assert!(limiter.take(1, refilled).is_err());
    }

    #[test]
    fn a_long_pause_fills_a_bucket_no_further_than_full() {
        let limiter = Limiter::new(Limit {
            burst: 2,
            every: Duration::from_secs(1),
        });
        let start = Instant::now();
        assert_eq!(limiter.take(1, start), Ok(()));
        let later = start + Duration::from_secs(3600);
        let passed = (0..5).filter(|_| limiter.take(1, later).is_ok()).count();
        assert_eq!(passed, 2);
    }
}
