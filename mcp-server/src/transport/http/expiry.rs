//! The end of a stream whose reader's credentials expire.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::time::{Sleep, sleep};

use crate::callers::{Guest, remaining};

/// What a client reads before such a stream ends.
pub(super) const EXPIRED: &[u8] = b": the credentials have expired; come back with others\n\n";

/// When a stream has to end because of who reads it, and that reader's place; mostly there is neither.
pub(super) struct Expiry(Option<Box<Reader>>);

struct Reader {
    end: Option<Pin<Box<Sleep>>>,
    _place: Option<Guest>,
}

impl Expiry {
    /// That of the credentials of whoever a call is for, which has a place of its own.
    #[inline]
    pub(super) fn of_caller(caller: Option<&Guest>) -> Self {
        Self(caller.and_then(|caller| {
            let end = Some(end(caller)?);
            let _place = None;
            Some(Box::new(Reader { end, _place }))
        }))
    }

    /// That of a reader's credentials, in the place of that reader.
    pub(super) fn of_reader(reader: Option<&Guest>) -> Self {
        Self(reader.map(|reader| {
            let (end, _place) = (end(reader), Some(reader.clone()));
            Box::new(Reader { end, _place })
        }))
    }

    /// It never comes.
    pub(super) const fn never() -> Self {
        Self(None)
    }

    /// Ready once it has come.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match self.0.as_mut().and_then(|reader| reader.end.as_mut()) {
            None => Poll::Pending,
            Some(end) => end.as_mut().poll(cx),
        }
    }
}

#[inline(never)]
fn end(guest: &Guest) -> Option<Pin<Box<Sleep>>> {
    let remaining = remaining(guest.who()?)?;
    Some(Box::pin(sleep(remaining)))
}
