//! A response that goes on: where its messages come from, and when it ends.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::events::{Events, KEEP_ALIVE};
use super::silence::Silence;
use crate::lifecycle::{Exchange, Step};
use crate::server::Server;
use crate::session::{self, SessionId};

/// Room for a usual answer; with what frames it, still what allocators have at hand.
const ANSWER: usize = 1000;

/// The messages of one response, as events.
pub(super) struct Stream {
    source: Source,
    events: Events,
    silence: Silence,
}

enum Source {
    Call(Box<Exchange>),
    Session(Listening),
    Over,
}

/// What a [`Source`] has next.
enum Next {
    Message,
    Last(StatusCode),
    Over,
}

/// How a call's response begins, which its first message decides.
pub(super) enum Head {
    /// The answer is all there is to say.
    Answer(StatusCode, Bytes),
    /// There is more to come, or nothing at all.
    Events,
}

impl Stream {
    /// The messages of one call.
    pub(super) fn call(exchange: Box<Exchange>, keep_alive: Duration) -> Self {
        Self {
            source: Source::Call(exchange),
            events: Events::with_room(ANSWER),
            silence: Silence::new(keep_alive),
        }
    }

    /// The messages of a session, after `first` lines that go out at once.
    pub(super) fn session(first: &[u8], listening: Listening, keep_alive: Duration) -> Self {
        let mut events = Events::with_room(0);
        events.raw(first);
        Self {
            source: Source::Session(listening),
            events,
            silence: Silence::new(keep_alive),
        }
    }

    /// Ready once it is clear how the response begins.
    pub(super) fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Head> {
        match self.source.poll(cx, self.events.message()) {
            Poll::Ready(Next::Last(status)) => {
                self.source = Source::Over;
                let events = std::mem::replace(&mut self.events, Events::none());
                return Poll::Ready(Head::Answer(status, events.into_message()));
            }
            Poll::Ready(next) => self.add(&next),
            Poll::Pending => {
                ready!(self.silence.poll(cx));
                self.events.raw(KEEP_ALIVE);
            }
        }
        Poll::Ready(Head::Events)
    }

    /// The next piece of the body.
    pub(super) fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        while !self.events.is_full() && !matches!(self.source, Source::Over) {
            let Poll::Ready(next) = self.source.poll(cx, self.events.message()) else {
                break;
            };
            self.add(&next);
        }
        if let Some(frame) = self.events.take() {
            self.silence.broken();
            return Poll::Ready(Some(frame));
        }
        if matches!(self.source, Source::Over) {
            return Poll::Ready(None);
        }
        ready!(self.silence.poll(cx));
        Poll::Ready(Some(Bytes::from_static(KEEP_ALIVE)))
    }

    /// Whether nothing more will come.
    pub(super) const fn is_over(&self) -> bool {
        matches!(self.source, Source::Over) && self.events.is_empty()
    }

    fn add(&mut self, next: &Next) {
        match next {
            Next::Message => self.events.end_event(),
            Next::Last(_) => {
                self.events.end_event();
                self.source = Source::Over;
            }
            Next::Over => self.source = Source::Over,
        }
    }
}

impl Source {
    /// Appends the next message if there is one.
    fn poll(&mut self, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<Next> {
        match self {
            Self::Call(exchange) => exchange.poll_next(cx, out).map(|step| match step {
                Step::Update => Next::Message,
                Step::Last(status) => Next::Last(status),
                Step::End => Next::Over,
            }),
            Self::Session(listening) => listening.poll(cx, out),
            Self::Over => Poll::Ready(Next::Over),
        }
    }
}

/// A response's hold on a stream of a session.
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

    fn poll(&self, cx: &Context<'_>, out: &mut Vec<u8>) -> Poll<Next> {
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(message)) => {
                out.extend_from_slice(&message);
                Poll::Ready(Next::Message)
            }
            Poll::Ready(None) => Poll::Ready(Next::Over),
            // Looked at, not waited for: a drain wakes every connection anyway, and a flag that
            // each stream waited for would keep a waker of every stream that ever was.
            Poll::Pending if self.server.shutdown().is_cancelled() && self.stream.is_quiet() => {
                Poll::Ready(Next::Over)
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(session) = self.ends {
            self.server.sessions().close(session);
        }
    }
}
