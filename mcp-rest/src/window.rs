//! What happened in the last ten seconds, counted by the second.

use tokio::time::Instant;

/// How long something counts, in seconds.
pub(crate) const SPAN: u64 = 10;

/// How many things happened, and how many of them were of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) all: u32,
    pub(crate) of_kind: u32,
}

/// The counts of the last seconds, each in the place of the one ten seconds before.
#[derive(Debug)]
pub(crate) struct Window {
    start: Instant,
    seconds: [(u64, Count); SPAN as usize],
}

impl Window {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            start: now,
            seconds: Default::default(),
        }
    }

    pub(crate) fn add(&mut self, now: Instant, more: Count) {
        let second = self.second(now);
        let place = &mut self.seconds[usize::try_from(second % SPAN).unwrap_or_default()];
        if place.0 != second {
            *place = (second, Count::default());
        }
        place.1 = sum(place.1, more);
    }

    pub(crate) fn count(&self, now: Instant) -> Count {
        let second = self.second(now);
        let recent = self.seconds.iter().filter(|(at, _)| at + SPAN > second);
        recent.fold(Count::default(), |all, (_, count)| sum(all, *count))
    }

    fn second(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.start).as_secs()
    }
}

fn sum(a: Count, b: Count) -> Count {
    Count {
        all: a.all.saturating_add(b.all),
        of_kind: a.of_kind.saturating_add(b.of_kind),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const ONE: Count = Count { all: 1, of_kind: 0 };

    #[test]
    fn what_is_ten_seconds_old_no_longer_counts() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut window = Window::new(start);
        window.add(at(0), ONE);
        window.add(at(999), ONE);
        window.add(at(5_000), ONE);
        assert_eq!(window.count(at(9_999)).all, 3);
        assert_eq!(window.count(at(10_000)).all, 1);
        assert_eq!(window.count(at(15_000)).all, 0);
        window.add(at(20_500), ONE);
        assert_eq!(window.count(at(20_500)), ONE);
        assert_eq!(window.count(at(10_000_000)).all, 0);
    }

    #[test]
    fn the_kinds_are_counted_apart() {
        let now = Instant::now();
        let mut window = Window::new(now);
        window.add(now, ONE);
        window.add(now, Count { all: 1, of_kind: 1 });
        assert_eq!(window.count(now), Count { all: 2, of_kind: 1 });
    }
}
