//! Reading a request's body: not too much, and not forever.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::{Body, Frame};
use tokio::time::{Instant, Sleep, sleep_until};

use super::guard::too_large;
use super::status::Refusal;
use crate::server::HttpOptions;

/// The longest pause between two pieces of a body.
const STALL: Duration = Duration::from_secs(10);

/// A body on its way in: the whole of it in the end, without a copy when it comes in one piece.
pub(super) struct Reading<B> {
    body: B,
    limit: usize,
    patience: Patience,
    first: Bytes,
    /// All of it, where it comes in more pieces than one.
    whole: BytesMut,
}

impl<B> Reading<B> {
    pub(super) fn new(body: B, options: &HttpOptions) -> Self {
        Self {
            body,
            limit: options.body_limit,
            patience: Patience::new(options.body_deadline),
            first: Bytes::new(),
            whole: BytesMut::new(),
        }
    }

    fn add(&mut self, piece: Bytes) -> Result<(), Refusal> {
        if self.first.len() + self.whole.len() + piece.len() > self.limit {
            return Err(too_large(self.limit));
        }
        if self.first.is_empty() && self.whole.is_empty() {
            self.first = piece;
        } else {
            self.whole
                .extend_from_slice(&std::mem::take(&mut self.first));
            self.whole.extend_from_slice(&piece);
        }
        Ok(())
    }
}

impl<B> Future for Reading<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Output = Result<Bytes, Refusal>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        while !this.body.is_end_stream() {
            let body = Pin::new(&mut this.body);
            let Some(frame) = ready!(this.patience.poll_frame(cx, body)) else {
                break;
            };
            if let Ok(piece) = frame?.into_data() {
                this.add(piece)?;
            }
        }
        Poll::Ready(Ok(if this.whole.is_empty() {
            std::mem::take(&mut this.first)
        } else {
            std::mem::take(&mut this.whole).freeze()
        }))
    }
}

fn broken(error: impl Into<Box<dyn Error + Send + Sync>>) -> Refusal {
    let error = error.into();
    tracing::debug!(%error, "a request's body broke off");
    Refusal::new(StatusCode::BAD_REQUEST, "the body broke off").closing()
}

/// How long a body may still take.
struct Patience {
    limit: Duration,
    pauses: Pauses,
}

enum Pauses {
    /// Nothing has been waited for.
    None,
    /// The body was not there at first sight. Most are at the second, and need no timer.
    One,
    More {
        end: Instant,
        last: Instant,
        sleep: Pin<Box<Sleep>>,
    },
}

impl Patience {
    const fn new(limit: Duration) -> Self {
        Self {
            limit,
            pauses: Pauses::None,
        }
    }

    /// The next piece of the body, unless it takes too long.
    fn poll_frame<B>(
        &mut self,
        cx: &mut Context<'_>,
        body: Pin<&mut B>,
    ) -> Poll<Option<Result<Frame<Bytes>, Refusal>>>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        if let Poll::Ready(frame) = body.poll_frame(cx) {
            if let Pauses::More { last, .. } = &mut self.pauses {
                *last = Instant::now();
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(broken)));
        }
        ready!(self.poll_end(cx));
        let message = "the body took too long; send it at once";
        let refusal = Refusal::new(StatusCode::REQUEST_TIMEOUT, message);
        Poll::Ready(Some(Err(refusal.closing())))
    }

    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Pauses::None = self.pauses {
            self.pauses = Pauses::One;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Pauses::One = self.pauses {
            let last = Instant::now();
            let end = last + self.limit;
            self.pauses = Pauses::More {
                end,
                last,
                sleep: Box::pin(sleep_until(end.min(last + STALL))),
            };
        }
        if let Pauses::More { end, last, sleep } = &mut self.pauses {
            let due = (*end).min(*last + STALL);
            loop {
                ready!(sleep.as_mut().poll(cx));
                if sleep.deadline() >= due {
                    break;
                }
                sleep.as_mut().reset(due);
            }
        }
        Poll::Ready(())
    }
}

#[cfg(test)]
mod tests;
