//! Whether and when a request is sent again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use reqwest::StatusCode;

use crate::ApiError;

/// What a service may ask to wait, and is granted.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The most that the first pause takes; each further one takes up to twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// How often a request was sent again, and how often it may be.
#[derive(Debug)]
pub(crate) struct Retry {
    most: u32,
    done: u32,
    /// Waiting because there were too many requests helps once or not at all.
    throttled: bool,
}

impl Retry {
    /// A request that may be repeated this often.
    pub(crate) const fn new(most: u32) -> Self {
        Self {
            most,
            done: 0,
            throttled: false,
        }
    }

    /// How long to wait before the request is sent again, if it is.
    pub(crate) fn after(&mut self, error: &ApiError) -> Option<Duration> {
        let asked = error.retry_after();
        if self.done >= self.most || asked.is_some_and(|asked| asked > LONGEST_WAIT) {
            return None;
        }
        let pause = if error.status() == Some(StatusCode::TOO_MANY_REQUESTS) {
            let again = !self.throttled;
            self.throttled = true;
            asked.filter(|_| again)?
        } else if error.is_outage() {
            asked.unwrap_or_default().max(jitter(self.longest_pause()))
        } else {
            return None;
        };
        self.done += 1;
        Some(pause)
    }

    fn longest_pause(&self) -> Duration {
        FIRST_PAUSE.saturating_mul(1 << self.done.min(5))
    }
}

/// Any time from nothing to `most`: callers that failed together do not come back together.
fn jitter(most: Duration) -> Duration {
    let random = RandomState::new().hash_one(()) >> 32;
    most.mul_f64(random as f64 / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, retry_after: Option<u64>) -> ApiError {
        ApiError::Refused {
            status: StatusCode::from_u16(status).unwrap(),
            message: String::new(),
            retry_after: retry_after.map(Duration::from_secs),
        }
    }

    #[test]
    fn an_outage_is_waited_out_twice_and_no_longer_than_a_moment() {
        let mut retry = Retry::new(2);
        assert!(retry.after(&refused(503, None)).unwrap() <= FIRST_PAUSE);
        assert!(retry.after(&refused(500, None)).unwrap() <= 2 * FIRST_PAUSE);
        assert_eq!(retry.after(&refused(502, None)), None);
    }

    #[test]
    fn a_refusal_stays_one() {
        for status in [301, 400, 401, 403, 404, 409, 422] {
            assert_eq!(Retry::new(2).after(&refused(status, Some(1))), None);
        }
    }

    #[test]
    fn too_many_requests_are_waited_for_once_as_long_as_is_asked() {
        let mut retry = Retry::new(2);
        let five = Duration::from_secs(5);
        assert_eq!(retry.after(&refused(429, Some(5))), Some(five));
        assert_eq!(retry.after(&refused(429, Some(5))), None);
        assert_eq!(Retry::new(2).after(&refused(429, Some(6))), None);
        assert_eq!(Retry::new(2).after(&refused(429, None)), None);
        assert_eq!(Retry::new(0).after(&refused(429, Some(0))), None);
    }

    #[test]
    fn an_outage_with_an_end_is_waited_for_or_given_up() {
        let asked = Retry::new(2).after(&refused(503, Some(3))).unwrap();
        assert_eq!(asked, Duration::from_secs(3));
        assert_eq!(Retry::new(2).after(&refused(503, Some(60))), None);
    }

    #[test]
    fn pauses_differ_and_fill_their_range() {
        let most = Duration::from_millis(1000);
        let pauses: Vec<_> = (0..1000).map(|_| jitter(most)).collect();
        assert!(pauses.iter().all(|pause| *pause <= most));
        assert!(pauses.iter().any(|pause| *pause < most / 4));
        assert!(pauses.iter().any(|pause| *pause > most * 3 / 4));
    }
}
