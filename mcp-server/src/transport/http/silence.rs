//! The time since a stream last said something.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

/// A clock that strikes each time a limit has passed without a word.
pub(super) struct Silence {
    limit: Duration,
    /// Made when there is first something to wait for: most calls never wait.
    sleep: Option<Pin<Box<Sleep>>>,
    broken: Option<Instant>,
}

impl Silence {
    pub(super) const fn new(limit: Duration) -> Self {
        Self {
            limit,
            sleep: None,
            broken: None,
        }
    }

    /// Something was said. The timer finds out when it fires, which is cheaper than moving it.
    pub(super) fn broken(&mut self) {
        if self.sleep.is_some() {
            self.broken = Some(Instant::now());
        }
    }

    /// Ready each time the limit has passed in silence.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let limit = self.limit;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(limit)));
        loop {
            ready!(sleep.as_mut().poll(cx));
            let now = Instant::now();
            match self.broken.take().map(|since| since + limit) {
                Some(due) if due > now => sleep.as_mut().reset(due),
                _ => {
                    sleep.as_mut().reset(now + limit);
                    return Poll::Ready(());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(15);

    #[tokio::test(start_paused = true)]
    async fn silence_strikes_at_every_limit() {
        let mut silence = Silence::new(LIMIT);
        let start = Instant::now();
        for strikes in 1..=3 {
            poll_fn(|cx| silence.poll(cx)).await;
            assert_eq!(start.elapsed().as_secs(), strikes * 15);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_word_starts_the_silence_anew() {
        let mut silence = Silence::new(LIMIT);
        let start = Instant::now();
        let struck = tokio::time::timeout(LIMIT / 3, poll_fn(|cx| silence.poll(cx))).await;
        assert!(struck.is_err());
        silence.broken();
        poll_fn(|cx| silence.poll(cx)).await;
        assert_eq!(start.elapsed().as_secs(), 20);
    }
}
