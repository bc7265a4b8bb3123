//! The end of a stream whose reader's credentials expire.

use std::pin::Pin;
use std::task::{Context, Poll};

use mcp_core::Principal;
use tokio::time::{Sleep, sleep};

use crate::callers::remaining;

/// What a client reads before such a stream ends.
pub(super) const EXPIRED: &[u8] = b": the credentials have expired; come back with others\n\n";

/// When a stream has to end because of who reads it; mostly never.
pub(super) struct Expiry(Option<Pin<Box<Sleep>>>);

impl Expiry {
    /// That of a reader's credentials.
    #[inline]
    pub(super) fn of(who: Option<&Principal>) -> Self {
        match who {
            None => Self::never(),
            Some(who) => Self::after(who),
        }
    }

    fn after(who: &Principal) -> Self {
        Self(remaining(who).map(|remaining| Box::pin(sleep(remaining))))
    }

    /// It never comes.
    pub(super) const fn never() -> Self {
        Self(None)
    }

    /// Ready once it has come.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.0 {
            None => Poll::Pending,
            Some(sleep) => sleep.as_mut().poll(cx),
        }
    }
}
