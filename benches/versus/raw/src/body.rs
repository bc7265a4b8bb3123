//! The bodies: one piece, or events one after the other.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;

use crate::answer;

pub(crate) enum Body {
    /// All of it, or nothing.
    Whole(Option<Bytes>),
    /// So many steps, and the answer.
    Steps {
        step: u32,
        total: u32,
        answer: Option<Bytes>,
    },
    /// Whatever somebody else sends.
    Fed(Receiver<Bytes>),
}

impl Body {
    pub(crate) fn empty() -> Self {
        Self::Whole(None)
    }

    pub(crate) fn whole(bytes: Vec<u8>) -> Self {
        Self::Whole(Some(bytes.into()))
    }

    pub(crate) fn steps(total: u32, answer: &[u8]) -> Self {
        Self::Steps {
            step: 0,
            total,
            answer: Some(answer::event(answer).into()),
        }
    }

    fn next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        match self {
            Self::Whole(bytes) => Poll::Ready(bytes.take()),
            Self::Fed(events) => events.poll_recv(cx),
            Self::Steps {
                step,
                total,
                answer,
            } => {
                if step < total {
                    *step += 1;
                    return Poll::Ready(answer::progress(*step, *total).ok().map(Bytes::from));
                }
                Poll::Ready(answer.take())
            }
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.next(cx)
            .map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None) | Self::Steps { answer: None, .. })
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Steps { .. } | Self::Fed(_) => SizeHint::default(),
        }
    }
}
