//! Reading a request's body: not too much, not too much with all others, and not forever.

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
use crate::callers::Guest;
use crate::server::{FREE, HttpOptions, Room, Server, housed};

/// The longest pause between two pieces of a body.
const STALL: Duration = Duration::from_secs(10);

/// A body on its way in: the whole of it in the end, without a copy when it comes in one piece.
pub(super) struct Reading<B> {
    body: B,
    /// How many bytes it may have before it has to ask for more.
    granted: usize,
    patience: Patience,
    first: Bytes,
    /// What most bodies have none of.
    more: Option<Box<More>>,
}

/// What a body takes that comes in more pieces than one, or is large.
#[derive(Default)]
struct More {
    /// All pieces, where they are several.
    whole: BytesMut,
    /// The room that it takes beyond what every body has.
    room: Vec<Room>,
}

impl<B> Reading<B> {
    pub(super) fn new(body: B, options: &HttpOptions) -> Self {
        Self {
            body,
            granted: options.body_limit.min(FREE),
            patience: Patience::New,
            first: Bytes::new(),
            more: None,
        }
    }
}

impl<B> Reading<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    /// Ready with all of it. A large one takes room, of the server's and of its sender's.
    pub(super) fn poll_whole(
        &mut self,
        cx: &mut Context<'_>,
        server: &Server,
        sender: Option<&Guest>,
    ) -> Poll<Result<Bytes, Refusal>> {
        let limit = &server.http().body_deadline;
        while !self.body.is_end_stream() {
            let body = Pin::new(&mut self.body);
            let Some(frame) = ready!(self.patience.poll_frame(cx, body, limit)) else {
                break;
            };
            if let Ok(piece) = frame?.into_data() {
                if piece.len() <= self.granted && self.first.is_empty() && self.more.is_none() {
                    self.first = piece;
                } else {
                    self.add(piece, server, sender)?;
                }
            }
        }
        let first = std::mem::take(&mut self.first);
        Poll::Ready(Ok(match self.more.take() {
            None => first,
            Some(more) => more.all(first),
        }))
    }

    /// Adds a piece that is not the first, or is large.
    #[cold]
    fn add(
        &mut self,
        piece: Bytes,
        server: &Server,
        sender: Option<&Guest>,
    ) -> Result<(), Refusal> {
        let more = self.more.get_or_insert_default();
        let before = self.first.len() + more.whole.len();
        let length = before + piece.len();
        if length > self.granted {
            let limit = server.http().body_limit;
            if length > limit {
                return Err(too_large(limit));
            }
            // Twice as much each time, for that is how it grows; but no more than is to come.
            let rest = self.body.size_hint().upper().unwrap_or(u64::MAX);
            let rest = usize::try_from(rest).unwrap_or(usize::MAX);
            let most = length.saturating_add(rest).min(limit);
            let granted = length.max(self.granted.saturating_mul(2)).min(most);
            let room = server.room(sender.and_then(Guest::who), granted - self.granted);
            more.room.push(room.map_err(Refusal::no_room)?);
            self.granted = granted;
            if before > 0 {
                more.whole.reserve(granted - more.whole.len());
            }
        }
        if before == 0 {
            self.first = piece;
            return Ok(());
        }
        more.whole
            .extend_from_slice(&std::mem::take(&mut self.first));
        more.whole.extend_from_slice(&piece);
        Ok(())
    }
}

impl More {
    /// The body, of which the first piece may be all.
    #[cold]
    fn all(self, first: Bytes) -> Bytes {
        let body = if self.whole.is_empty() {
            first
        } else {
            self.whole.freeze()
        };
        if self.room.is_empty() {
            body
        } else {
            housed(body, self.room)
        }
    }
}

fn broken(error: impl Into<Box<dyn Error + Send + Sync>>) -> Refusal {
    let error = error.into();
    tracing::debug!(%error, "a request's body broke off");
    Refusal::new(StatusCode::BAD_REQUEST, "the body broke off").closing()
}

/// How long a body has been waited for.
enum Patience {
    /// Nothing has been waited for.
    New,
    /// The body was not there at first sight. Most are at the second, and need no timer.
    Tried,
    Waiting {
        end: Instant,
        last: Instant,
        sleep: Pin<Box<Sleep>>,
    },
}

impl Patience {
    /// The next piece of the body, unless all of it takes longer than the limit, or one piece too long.
    fn poll_frame<B>(
        &mut self,
        cx: &mut Context<'_>,
        body: Pin<&mut B>,
        limit: &Duration,
    ) -> Poll<Option<Result<Frame<Bytes>, Refusal>>>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        if let Poll::Ready(frame) = body.poll_frame(cx) {
            if let Self::Waiting { last, .. } = self {
                *last = Instant::now();
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(broken)));
        }
        ready!(self.poll_end(cx, *limit));
        let message = "the body took too long; send it at once";
        let refusal = Refusal::new(StatusCode::REQUEST_TIMEOUT, message);
        Poll::Ready(Some(Err(refusal.closing())))
    }

    fn poll_end(&mut self, cx: &mut Context<'_>, limit: Duration) -> Poll<()> {
        if let Self::New = self {
            *self = Self::Tried;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Self::Tried = self {
            let last = Instant::now();
            let end = last + limit;
            *self = Self::Waiting {
                end,
                last,
                sleep: Box::pin(sleep_until(end.min(last + STALL))),
            };
        }
        if let Self::Waiting { end, last, sleep } = self {
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
