//! A stream that a client has come back for: first what it missed, then what is new.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use mcp_core::jsonrpc::{ErrorCode, ErrorObject, RequestId, write_error};

use super::listening::Listening;
use super::stream::Next;
use crate::lifecycle::data;
use crate::server::{HttpOptions, Server};
use crate::session::{Heard, Replay, Seat};

/// Shows a stream from one of its events on.
pub(super) struct Replaying {
    server: Server,
    replay: Replay,
    what: What,
}

enum What {
    /// The stream of a call.
    Call {
        /// What is answered with an error when events are missing; not the parts of a batch.
        request: Option<RequestId>,
        /// The client can be told to come back later.
        polls: bool,
    },
    /// The stream goes on as this.
    Listening(Listening),
}

/// Events are missing, and nobody waits for an answer that could be an error.
pub(super) struct Gone;

impl Replaying {
    /// The stream of a call.
    pub(super) const fn call(
        server: Server,
        replay: Replay,
        request: Option<RequestId>,
        polls: bool,
    ) -> Self {
        Self {
            server,
            replay,
            what: What::Call { request, polls },
        }
    }

    /// A stream that goes on as this one.
    pub(super) const fn listening(server: Server, replay: Replay, then: Listening) -> Self {
        Self {
            server,
            replay,
            what: What::Listening(then),
        }
    }

    /// Ready once it is known whether there is a stream to show. An error that is all there is to
    /// say is appended to `out`.
    pub(super) fn poll_head(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Result<Option<Next>, Gone>> {
        Poll::Ready(match ready!(self.replay.poll_prepared(cx)) {
            Ok(()) => Ok(None),
            Err(_) => match self.lost(out) {
                Next::Over => Err(Gone),
                error => Ok(Some(error)),
            },
        })
    }

    /// The next message, appended to `out`.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<Next> {
        Poll::Ready(match ready!(self.replay.poll_next(cx)) {
            Heard::Event(event) => {
                out.extend_from_slice(&event.message);
                Next::Replayed(event.number)
            }
            Heard::HangUp => Next::HangUp,
            Heard::Lost => self.lost(out),
            Heard::Over if matches!(self.what, What::Listening(_)) => Next::Live,
            Heard::Over | Heard::Taken => Next::Over,
        })
    }

    /// What the stream goes on as.
    pub(super) fn into_live(self) -> Option<(Seat, Listening)> {
        match self.what {
            What::Call { .. } => None,
            What::Listening(listening) => Some((self.replay.into_seat(), listening)),
        }
    }

    /// Appends the id of an event.
    pub(super) fn write_id(&self, number: u64, out: &mut Vec<u8>) {
        self.replay.write_id(number, out);
    }

    pub(super) fn options(&self) -> &HttpOptions {
        self.server.http()
    }

    /// After how long the client is told to come back later, if it is.
    pub(super) fn poll_after(&self) -> Option<Duration> {
        match self.what {
            What::Call { polls: true, .. } if !self.server.shutdown().is_cancelled() => {
                self.server.http().poll_after
            }
            What::Call { .. } | What::Listening(_) => None,
        }
    }

    /// Tells whoever waits for the answer that it will not come: never the events around a gap.
    fn lost(&self, out: &mut Vec<u8>) -> Next {
        let What::Call {
            request: Some(request),
            ..
        } = &self.what
        else {
            return Next::Over;
        };
        let message = "events of this answer are no longer kept; ask again if that is safe";
        let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, message)
            .with_data(data("reason", "events_lost".into()));
        write_error(out, Some(request), &error);
        Next::Failed
    }
}
