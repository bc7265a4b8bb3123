//! How often a call tells how far it is: a client must not be flooded
//! (`basic/utilities/progress#behavior-requirements`).

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use mcp_core::model::Update;
use tokio::time::{Instant, Sleep, sleep};

/// How many reports of a call are told as they come; few calls have more.
const FREE: u32 = 128;
/// The time between two of those that follow.
const INTERVAL: Duration = Duration::from_millis(100);

/// Lets reports of progress through: the first as they come, then only the newest of each interval.
/// All else passes.
#[derive(Default)]
pub(super) struct Pace {
    told: u32,
    slow: Option<Box<Slow>>,
}

/// For a call that has told much.
struct Slow {
    /// When the next report may be told.
    next: Instant,
    /// The newest that was not.
    held: Option<(Update, Pin<Box<Sleep>>)>,
}

impl Pace {
    /// Gives an update back that is to be told now, and keeps one that is not until it is its time
    /// or a newer one takes its place.
    pub(super) fn admit(&mut self, update: Update) -> Option<Update> {
        if !matches!(update, Update::Progress { .. }) {
            return Some(update);
        }
        if self.told < FREE {
            self.told += 1;
            return Some(update);
        }
        let now = Instant::now();
        let slow = self.slow.get_or_insert_with(|| {
            Box::new(Slow {
                next: now,
                held: None,
            })
        });
        if slow.next <= now {
            slow.next = now + INTERVAL;
            slow.held = None;
            return Some(update);
        }
        match &mut slow.held {
            Some((held, _)) => *held = update,
            None => slow.held = Some((update, Box::pin(sleep(slow.next - now)))),
        }
        None
    }

    /// What was kept, once it is its time.
    pub(super) fn poll_held(&mut self, cx: &mut Context<'_>) -> Poll<Update> {
        let Some(slow) = &mut self.slow else {
            return Poll::Pending;
        };
        let Some((_, time)) = &mut slow.held else {
            return Poll::Pending;
        };
        ready!(time.as_mut().poll(cx));
        slow.next = Instant::now() + INTERVAL;
        match slow.held.take() {
            Some((update, _)) => Poll::Ready(update),
            None => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::time::advance;

    use super::*;

    fn progress(progress: u32) -> Update {
        Update::Progress {
            token: 1.into(),
            progress: progress.into(),
            total: None,
            message: None,
        }
    }

    fn step(update: Option<Update>) -> Option<f64> {
        match update? {
            Update::Progress { progress, .. } => Some(progress),
            other => panic!("{other:?}"),
        }
    }

    /// Has told as much as may be told at once.
    fn hasty() -> Pace {
        let mut pace = Pace::default();
        for number in 0..FREE {
            assert_eq!(step(pace.admit(progress(number))), Some(number.into()));
        }
        pace
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_becomes_the_newest_of_each_interval() {
        let mut pace = hasty();
        let mut told = 0;
        for number in FREE..FREE + 10_000 {
            told += u32::from(pace.admit(progress(number)).is_some());
            advance(Duration::from_millis(1)).await;
        }
        assert_eq!(told, 100);
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_kept_is_told_when_nothing_newer_comes() {
        let mut pace = hasty();
        assert_eq!(step(pace.admit(progress(1000))), Some(1000.0));
        assert_eq!(step(pace.admit(progress(1001))), None);
        assert_eq!(step(pace.admit(progress(1002))), None);
        let begun = Instant::now();
        let kept = poll_fn(|cx| pace.poll_held(cx)).await;
        assert_eq!(step(Some(kept)), Some(1002.0));
        assert_eq!(begun.elapsed().as_millis(), INTERVAL.as_millis());
        assert_eq!(step(pace.admit(progress(1003))), None, "that one counts");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_told_takes_the_place_of_what_was_kept() {
        let mut pace = hasty();
        assert!(pace.admit(progress(1000)).is_some());
        assert!(pace.admit(progress(1001)).is_none());
        advance(INTERVAL).await;
        assert_eq!(step(pace.admit(progress(1002))), Some(1002.0));
        let nothing = poll_fn(|cx| Poll::Ready(pace.poll_held(cx).is_pending())).await;
        assert!(nothing, "older progress does not follow newer");
    }

    #[tokio::test(start_paused = true)]
    async fn all_else_passes() {
        let mut pace = hasty();
        for _ in 0..1000 {
            let update = Update::Withdrawn {
                id: 1.into(),
                reason: "it is late",
            };
            assert!(pace.admit(update).is_some());
        }
    }
}
