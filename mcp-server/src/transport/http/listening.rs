//! A response's hold on a stream of a session, for what the server says outside of calls.

use std::task::{Context, Poll};

use super::stream::Next;
use crate::server::{HttpOptions, Server};
use crate::session::{self, Seat, SessionId};

/// Reads a stream of a session.
pub(super) struct Listening {
    stream: session::Stream,
    server: Server,
    /// The session that ends with this stream, as it does in HTTP with SSE.
    ends: Option<SessionId>,
}

impl Listening {
    /// Reads the stream, and leaves the session be.
    pub(super) const fn new(server: Server, stream: session::Stream) -> Self {
        Self {
            stream,
            server,
            ends: None,
        }
    }

    /// Reads the stream, and closes the session when the response is dropped.
    pub(super) const fn owning(server: Server, stream: session::Stream, id: SessionId) -> Self {
        Self {
            stream,
            server,
            ends: Some(id),
        }
    }

    /// The next message, appended to `out`.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<Next> {
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(message)) => {
                out.extend_from_slice(&message);
                Poll::Ready(Next::Message)
            }
            Poll::Ready(None) => Poll::Ready(Next::Over),
            Poll::Pending if self.stream.is_done() => Poll::Ready(match self.has_ids() {
                true => Next::HangUp,
                false => Next::Over,
            }),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Begins the log of the stream, where its events have ids.
    pub(super) fn log(&self) -> Option<Seat> {
        let histories = self.server.sessions().histories()?;
        let session = self.stream.session();
        match self.has_ids() {
            true => session.log_listening(histories),
            false => None,
        }
    }

    pub(super) fn options(&self) -> &HttpOptions {
        self.server.http()
    }

    fn has_ids(&self) -> bool {
        self.ends.is_none() && self.stream.session().has_event_ids()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(session) = self.ends {
            self.server.sessions().close(session);
        }
    }
}
