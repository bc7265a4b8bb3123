//! One call: as many exchanges as it takes, within one deadline.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::{Client, Request};
use tokio::time::{Instant, sleep, timeout_at};

use crate::breaker::{Breaker, Outcome, Ticket};
use crate::budget::Budget;
use crate::retry::Retry;
use crate::{Answer, ApiError, exchange};

/// What all calls of a service share.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) http: Client,
    pub(crate) deadline: Duration,
    /// In bytes, unpacked.
    pub(crate) answer_limit: usize,
    pub(crate) retries: u32,
    pub(crate) budget: Mutex<Budget>,
    pub(crate) breaker: Mutex<Breaker>,
}

impl Service {
    /// Sends the request until it is answered or there is no point in going on.
    pub(crate) async fn call(
        &self,
        request: &Request,
        repeatable: bool,
    ) -> Result<Answer, ApiError> {
        let begun = Instant::now();
        let deadline = begun + self.deadline;
        lock(&self.budget).earn(begun);
        let mut retry = Retry::new(if repeatable { self.retries } else { 0 });
        let mut last = None;
        loop {
            let pass = match Pass::through(&self.breaker) {
                Ok(pass) => pass,
                Err(retry_in) => return Err(last.unwrap_or(ApiError::Resting { retry_in })),
            };
            let result = self.attempt(request, deadline).await;
            pass.settle(&result);
            let Err(error) = result else { return result };
            let now = Instant::now();
            let Some(pause) = retry
                .after(&error)
                .filter(|pause| now + *pause < deadline)
                .filter(|_| lock(&self.budget).spend(now))
            else {
                return Err(error);
            };
            tracing::debug!(?pause, "{error}: the request is sent again");
            last = Some(error);
            sleep(pause).await;
        }
    }

    async fn attempt(&self, request: &Request, deadline: Instant) -> Result<Answer, ApiError> {
        let copy = request.try_clone().expect("the body is bytes, if any");
        let exchange = exchange::send(&self.http, copy, self.answer_limit);
        let late = |_| {
            Err(ApiError::Timeout {
                limit: self.deadline,
                unsettled: !request.method().is_safe(),
            })
        };
        timeout_at(deadline, exchange).await.unwrap_or_else(late)
    }
}

/// An attempt that the breaker let through, and that it is told the end of, whatever the end is.
struct Pass<'a> {
    breaker: &'a Mutex<Breaker>,
    ticket: Ticket,
    outcome: Outcome,
}

impl<'a> Pass<'a> {
    fn through(breaker: &'a Mutex<Breaker>) -> Result<Self, Duration> {
        let ticket = lock(breaker).enter(Instant::now())?;
        Ok(Self {
            breaker,
            ticket,
            outcome: Outcome::Unknown,
        })
    }

    fn settle(mut self, result: &Result<Answer, ApiError>) {
        self.outcome = match result {
            Err(error) if error.is_outage() => Outcome::Failed,
            _ => Outcome::Served,
        };
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let opened = lock(self.breaker).leave(self.ticket, self.outcome, Instant::now());
        if opened {
            tracing::warn!("the backend fails too often and is left alone for a while");
        }
    }
}

/// Both are consistent after each of their methods, so nothing is lost with a thread that panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
