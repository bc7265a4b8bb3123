//! Leaving a service alone that is down: the calls fail at once, and it can come back to its feet.
//!
//! ```text
//!          half of at least 20 attempts in 10 s failed        5 s are over: one call may try
//! Closed ──────────────────────────────────────────────▶ Open ──────────────────────────────▶ Probing
//!    ▲                                                     ▲                                    │  │
//!    │                                                     └──────────── it failed ─────────────┘  │
//!    └──────────────────────────────── it succeeded ───────────────────────────────────────────────┘
//! ```

use std::time::Duration;

use tokio::time::Instant;

use crate::window::{Count, Window};

/// With fewer attempts than these nothing is known.
const LEAST: u32 = 20;

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The service did its work, be it to refuse.
    Served,
    /// It did not.
    Failed,
    /// Nobody waited for it to end.
    Unknown,
}

/// What an attempt is let through with: it counts only while the breaker stands as it stood then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ticket {
    round: u64,
}

#[derive(Debug)]
enum State {
    Closed(Window),
    Open { until: Instant },
    Probing,
}

/// Lets attempts through, or does not.
#[derive(Debug)]
pub(crate) struct Breaker {
    pause: Duration,
    state: State,
    /// Counts the changes of `state`.
    round: u64,
}

impl Breaker {
    pub(crate) fn new(pause: Duration, now: Instant) -> Self {
        Self {
            pause,
            state: State::Closed(Window::new(now)),
            round: 0,
        }
    }

    /// Lets an attempt through, or says when to come back.
    pub(crate) fn enter(&mut self, now: Instant) -> Result<Ticket, Duration> {
        match self.state {
            State::Closed(_) => {}
            State::Open { until } if until <= now => self.turn(State::Probing),
            State::Open { until } => return Err(until - now),
            State::Probing => return Err(self.pause),
        }
        Ok(Ticket { round: self.round })
    }

    /// The attempt has ended. Whether that opened the breaker, which had been closed.
    pub(crate) fn leave(&mut self, ticket: Ticket, outcome: Outcome, now: Instant) -> bool {
        if ticket.round != self.round {
            return false;
        }
        let opens = match (&mut self.state, outcome) {
            (State::Closed(attempts), Outcome::Served | Outcome::Failed) => {
                let of_kind = u32::from(outcome == Outcome::Failed);
                attempts.add(now, Count { all: 1, of_kind });
                let count = attempts.count(now);
                count.all >= LEAST && count.of_kind >= count.all.div_ceil(2)
            }
            (State::Probing, Outcome::Failed) => {
                self.open(now);
                false
            }
            (State::Probing, Outcome::Served) => {
                self.turn(State::Closed(Window::new(now)));
                false
            }
            (State::Probing, Outcome::Unknown) => {
                self.turn(State::Open { until: now });
                false
            }
            (State::Closed(_), Outcome::Unknown) | (State::Open { .. }, _) => false,
        };
        if opens {
            self.open(now);
        }
        opens
    }

    fn open(&mut self, now: Instant) {
        self.turn(State::Open {
            until: now + self.pause,
        });
    }

    fn turn(&mut self, state: State) {
        self.state = state;
        self.round += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(5);

    fn after(breaker: &mut Breaker, outcomes: &[(Outcome, usize)], now: Instant) -> bool {
        let mut opened = false;
        for &(outcome, times) in outcomes {
            for _ in 0..times {
                let ticket = breaker.enter(now).expect("the breaker is closed");
                opened = breaker.leave(ticket, outcome, now);
            }
        }
        opened
    }

    fn open(now: Instant) -> Breaker {
        let mut breaker = Breaker::new(PAUSE, now);
        assert!(after(&mut breaker, &[(Outcome::Failed, 20)], now));
        breaker
    }

    #[test]
    fn half_of_twenty_failures_open_it() {
        let now = Instant::now();
        let mut breaker = Breaker::new(PAUSE, now);
        let outcomes = [(Outcome::Served, 10), (Outcome::Failed, 10)];
        assert!(after(&mut breaker, &outcomes, now));
        assert_eq!(breaker.enter(now).unwrap_err(), PAUSE);
        let later = now + Duration::from_secs(2);
        assert_eq!(breaker.enter(later).unwrap_err(), Duration::from_secs(3));
    }

    #[test]
    fn fewer_attempts_or_fewer_failures_do_not() {
        let now = Instant::now();
        let mut breaker = Breaker::new(PAUSE, now);
        assert!(!after(&mut breaker, &[(Outcome::Failed, 19)], now));
        let mut breaker = Breaker::new(PAUSE, now);
        let outcomes = [(Outcome::Served, 11), (Outcome::Failed, 10)];
        assert!(!after(&mut breaker, &outcomes, now));
        let mut breaker = Breaker::new(PAUSE, now);
        let outcomes = [(Outcome::Failed, 19), (Outcome::Unknown, 50)];
        assert!(!after(&mut breaker, &outcomes, now));
    }

    #[test]
    fn failures_long_ago_do_not_count() {
        let now = Instant::now();
        let mut breaker = Breaker::new(PAUSE, now);
        after(&mut breaker, &[(Outcome::Failed, 19)], now);
        let later = now + Duration::from_secs(10);
        assert!(!after(&mut breaker, &[(Outcome::Failed, 19)], later));
    }

    #[test]
    fn when_the_pause_is_over_one_call_tries_and_closes_it() {
        let mut breaker = open(Instant::now());
        let later = Instant::now() + PAUSE;
        let probe = breaker.enter(later).unwrap();
        assert!(breaker.enter(later).is_err());
        assert!(!breaker.leave(probe, Outcome::Served, later));
        // What failed before is forgotten.
        assert!(!after(&mut breaker, &[(Outcome::Failed, 19)], later));
        assert!(breaker.enter(later).is_ok());
    }

    #[test]
    fn a_probe_that_fails_opens_it_again_which_is_no_news() {
        let now = Instant::now();
        let mut breaker = open(now);
        let later = now + PAUSE;
        let probe = breaker.enter(later).unwrap();
        assert!(!breaker.leave(probe, Outcome::Failed, later));
        assert_eq!(breaker.enter(later).unwrap_err(), PAUSE);
    }

    #[test]
    fn a_probe_that_is_given_up_leaves_its_place_to_the_next() {
        let now = Instant::now();
        let mut breaker = open(now);
        let later = now + PAUSE;
        let probe = breaker.enter(later).unwrap();
        breaker.leave(probe, Outcome::Unknown, later);
        assert!(breaker.enter(later).is_ok());
    }

    #[test]
    fn what_began_before_it_opened_neither_closes_nor_opens_it() {
        let now = Instant::now();
        let mut breaker = Breaker::new(PAUSE, now);
        let early = [(); 2].map(|()| breaker.enter(now).unwrap());
        after(&mut breaker, &[(Outcome::Failed, 20)], now);
        breaker.leave(early[0], Outcome::Served, now);
        assert!(breaker.enter(now).is_err());
        let later = now + PAUSE;
        let probe = breaker.enter(later).unwrap();
        breaker.leave(early[1], Outcome::Failed, later);
        breaker.leave(probe, Outcome::Served, later);
        assert!(breaker.enter(later).is_ok());
    }
}
