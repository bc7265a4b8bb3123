//! How much may be repeated: so that a service in trouble gets a tenth more to do, and not three times as much.

use tokio::time::Instant;

use crate::window::{Count, Window};

/// Repetitions that are allowed in ten seconds however few calls there are.
const RESERVE: u64 = 10;

/// Counts calls and what they repeat.
#[derive(Debug)]
pub(crate) struct Budget {
    percent: u8,
    calls: Window,
}

impl Budget {
    pub(crate) fn new(percent: u8, now: Instant) -> Self {
        let calls = Window::new(now);
        Self { percent, calls }
    }

    /// A call begins.
    pub(crate) fn earn(&mut self, now: Instant) {
        self.calls.add(now, Count { all: 1, of_kind: 0 });
    }

    /// Whether a call may be repeated. If so, it is.
    pub(crate) fn spend(&mut self, now: Instant) -> bool {
        let Count { all, of_kind } = self.calls.count(now);
        let allowed = RESERVE.max(u64::from(all) * u64::from(self.percent) / 100);
        let may = u64::from(of_kind) < allowed;
        if may {
            self.calls.add(now, Count { all: 0, of_kind: 1 });
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn spent(budget: &mut Budget, now: Instant) -> usize {
        (0..1000).take_while(|_| budget.spend(now)).count()
    }

    #[test]
    fn a_tenth_of_the_calls_may_be_repeated() {
        let now = Instant::now();
        let mut budget = Budget::new(10, now);
        for _ in 0..500 {
            budget.earn(now);
        }
        assert_eq!(spent(&mut budget, now), 50);
    }

    #[test]
    fn a_few_calls_may_be_repeated_ten_times_in_ten_seconds() {
        let now = Instant::now();
        let mut budget = Budget::new(10, now);
        budget.earn(now);
        assert_eq!(spent(&mut budget, now), 10);
        assert!(!budget.spend(now + Duration::from_secs(9)));
        assert_eq!(spent(&mut budget, now + Duration::from_secs(10)), 10);
    }
}
