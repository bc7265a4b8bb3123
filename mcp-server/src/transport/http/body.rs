//! The body of every response.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::connection::Busy;
use super::stream::Stream;

/// The body of a response: one JSON message, or a stream of events.
///
/// Dropping it before its end is how a client's disappearance reaches the call.
pub struct Body {
    content: Content,
    /// Held as long as there is something to write, so that the connection does not count as idle.
    busy: Option<Busy>,
}

enum Content {
    Full(Bytes),
    Events(Box<Stream>),
}

impl Body {
    pub(super) const fn full(bytes: Bytes) -> Self {
        Self {
            content: Content::Full(bytes),
            busy: None,
        }
    }

    pub(super) fn events(events: Stream) -> Self {
        Self {
            content: Content::Events(Box::new(events)),
            busy: None,
        }
    }

    /// Keeps the connection from counting as idle until this body ends.
    pub(super) fn hold(&mut self, busy: Busy) {
        self.busy = Some(busy);
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match &mut self.content {
            Content::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Full(bytes) => Poll::Ready(Some(std::mem::take(bytes))),
            Content::Events(events) => events.poll_frame(cx),
        };
        next.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Full(bytes) => bytes.is_empty(),
            Content::Events(events) => events.is_over(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Events(_) => SizeHint::default(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.content {
            Content::Full(_) => "full",
            Content::Events(_) => "events",
        };
        f.debug_tuple("Body").field(&kind).finish()
    }
}
