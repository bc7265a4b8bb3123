//! A response that goes on: where its messages come from, when it ends, and what of it is kept for
//! a client that comes back.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::{Sleep, sleep};

use super::events::{Events, KEEP_ALIVE};
use super::expiry::{EXPIRED, Expiry};
use super::listening::Listening;
use super::replaying::Replaying;
use super::silence::Silence;
use crate::callers::Guest;
use crate::lifecycle::{Exchange, Status, Step};
use crate::session::Seat;

/// Room for a usual answer; with what frames it, still what allocators have at hand.
const ANSWER: usize = 1000;
/// Shows the client that the stream is open, before there is anything to say.
const OPEN: &[u8] = b": open\n\n";

/// The messages of one response, as events.
pub(super) struct Stream {
    source: Source,
    events: Events,
    silence: Silence,
    /// Keeps the events, where they have ids. A replay has its own.
    seat: Option<Seat>,
    /// When the client is told to come back later; made when there is first something to wait for.
    limit: Option<Pin<Box<Sleep>>>,
    expiry: Expiry,
    /// The answer of a call is an event, even where it is all that there is to say.
    prefers_events: bool,
}

enum Source {
    Call(Box<Exchange>),
    Session(Box<Listening>),
    Replay(Box<Replaying>),
    Over,
}

/// What a [`Source`] has next.
pub(super) enum Next {
    Message,
    /// A message that went out before, as the event of this number.
    Replayed(u64),
    /// The answer.
    Last(Status),
    /// An error in place of the rest.
    Failed,
    /// All that was missed has been said; the source goes on as a stream of its session.
    Live,
    /// Nothing more now: the client is to come back.
    HangUp,
    Over,
}

/// How a response begins, which its first message decides.
pub(super) enum Head {
    /// The answer is all there is to say.
    Answer(Status, Bytes),
    /// The same as the one event of a stream, for a client that prefers one.
    Event(Bytes),
    /// There is more to come, or nothing at all.
    Events,
    /// What the client has come back for is not there any more.
    Gone,
}

impl Stream {
    /// The messages of one call, until the credentials of its caller expire.
    pub(super) fn call(
        exchange: Box<Exchange>,
        keep_alive: Duration,
        prefers_events: bool,
        caller: Option<&Guest>,
    ) -> Self {
        let (events, expiry) = (Events::with_room(ANSWER), Expiry::of_caller(caller));
        let mut stream = Self::new(Source::Call(exchange), events, keep_alive);
        stream.prefers_events = prefers_events;
        stream.expiry = expiry;
        stream
    }

    /// The messages of a session, after `first` lines that go out at once.
    pub(super) fn session(first: &[u8], listening: Listening) -> Self {
        let keep_alive = listening.options().keep_alive;
        let mut events = Events::none();
        events.raw(first);
        let source = Source::Session(Box::new(listening));
        Self::new(source, events, keep_alive)
    }

    /// The messages of a session, and a comment at once.
    pub(super) fn listening(listening: Listening) -> Self {
        Self::session(OPEN, listening)
    }

    /// The messages of a stream that a client has come back for.
    pub(super) fn replay(replaying: Replaying) -> Self {
        let keep_alive = replaying.options().keep_alive;
        let source = Source::Replay(Box::new(replaying));
        let mut events = Events::none();
        events.raw(OPEN);
        Self::new(source, events, keep_alive)
    }

    /// The same in the place of whoever reads it, until their credentials expire.
    pub(super) fn of(mut self, reader: Option<&Guest>) -> Self {
        self.expiry = Expiry::of_reader(reader);
        self
    }

    /// Nothing, in place of a stream that was taken as a whole.
    pub(super) const fn over() -> Self {
        Self::new(Source::Over, Events::none(), Duration::ZERO)
    }

    const fn new(source: Source, events: Events, keep_alive: Duration) -> Self {
        Self {
            source,
            events,
            silence: Silence::new(keep_alive),
            seat: None,
            limit: None,
            expiry: Expiry::never(),
            prefers_events: false,
        }
    }

    /// Ready once it is clear how the response begins.
    pub(super) fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Head> {
        match &mut self.source {
            Source::Call(_) => self.poll_call_head(cx),
            Source::Replay(replaying) => {
                match replaying.poll_head(cx, self.events.message()) {
                    Poll::Ready(Ok(error)) => error.iter().for_each(|error| self.add(error)),
                    Poll::Ready(Err(_)) => return Poll::Ready(Head::Gone),
                    Poll::Pending => ready!(self.silence.poll(cx)),
                }
                Poll::Ready(Head::Events)
            }
            Source::Session(_) | Source::Over => Poll::Ready(Head::Events),
        }
    }

    fn poll_call_head(&mut self, cx: &mut Context<'_>) -> Poll<Head> {
        match self.source.poll(cx, self.events.message()) {
            Poll::Ready(Next::Last(status)) => {
                self.source = Source::Over;
                let events = std::mem::replace(&mut self.events, Events::none());
                return Poll::Ready(match status.code {
                    StatusCode::OK if self.prefers_events => Head::Event(events.into_last()),
                    _ => Head::Answer(status, events.into_message()),
                });
            }
            Poll::Ready(Next::Over) => self.source = Source::Over,
            Poll::Ready(next) => {
                self.begin();
                self.add(&next);
            }
            Poll::Pending if self.poll_limit(cx).is_ready() => {
                self.begin();
                self.hang_up();
            }
            Poll::Pending => {
                ready!(self.silence.poll(cx));
                self.begin();
                self.events.insert(|out| out.extend_from_slice(KEEP_ALIVE));
            }
        }
        Poll::Ready(Head::Events)
    }

    /// The next piece of the body.
    pub(super) fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(seat) = &self.seat
            && seat.poll_taken(cx).is_ready()
        {
            self.let_go();
        }
        while !self.events.is_full() && !matches!(self.source, Source::Over) {
            let Poll::Ready(next) = self.source.poll(cx, self.events.message()) else {
                break;
            };
            self.add(&next);
        }
        if self.poll_limit(cx).is_ready() {
            self.hang_up();
        }
        if self.expiry.poll(cx).is_ready() && !matches!(self.source, Source::Over) {
            self.events.raw(EXPIRED);
            self.let_go();
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

    /// A call has become a stream: from now on its events are kept, if they have ids. The event
    /// that the client can come back from is the first, where it knows what to make of it.
    fn begin(&mut self) {
        let Source::Call(exchange) = &self.source else {
            return;
        };
        let Some(seat) = exchange.log() else {
            return;
        };
        if exchange.polls() {
            self.events.insert(|out| {
                out.extend_from_slice(b"id: ");
                seat.write_id(0, out);
                out.push(b'\n');
                out.extend_from_slice(exchange.options().retry.as_bytes());
                out.extend_from_slice(b"data: \n\n");
            });
        }
        self.seat = Some(seat);
    }

    fn add(&mut self, next: &Next) {
        match next {
            Next::Message => self.end_event(),
            Next::Replayed(number) => {
                if let Source::Replay(replaying) = &self.source {
                    self.events
                        .end_event_with_id(|out| replaying.write_id(*number, out));
                }
            }
            Next::Last(_) => {
                self.end_event();
                self.end();
            }
            Next::Failed => {
                self.events.end_event();
                self.end();
            }
            Next::Live => self.go_live(),
            Next::HangUp => self.hang_up(),
            Next::Over => self.end(),
        }
    }

    /// Ends the event of a message that is new.
    fn end_event(&mut self) {
        if let (None, Source::Session(listening)) = (&self.seat, &self.source) {
            self.seat = listening.log();
        }
        match &self.seat {
            None => self.events.end_event(),
            Some(seat) => {
                let number = seat.append(self.events.unfinished());
                self.events
                    .end_event_with_id(|out| seat.write_id(number, out));
            }
        }
    }

    /// Nothing more will come of the source.
    fn end(&mut self) {
        if let (Source::Call(_), Some(seat)) = (&self.source, self.seat.take()) {
            seat.finish();
        }
        self.source = Source::Over;
    }

    fn go_live(&mut self) {
        if let Source::Replay(replaying) = std::mem::replace(&mut self.source, Source::Over)
            && let Some((seat, listening)) = replaying.into_live()
        {
            self.seat = Some(seat);
            self.source = Source::Session(Box::new(listening));
        }
    }

    /// Ends the response; the client is to come back for the rest. A call goes on without it.
    fn hang_up(&mut self) {
        let options = match &self.source {
            // Its first event said when; there must have been one.
            Source::Call(_) if self.seat.is_some() => return self.let_go(),
            Source::Call(_) | Source::Over => return,
            Source::Session(listening) => listening.options(),
            Source::Replay(replaying) => replaying.options(),
        };
        let again = format!("{}\n", options.retry);
        self.events.raw(again.as_bytes());
        self.let_go();
    }

    /// Leaves the source to whoever shows it next.
    fn let_go(&mut self) {
        let source = std::mem::replace(&mut self.source, Source::Over);
        if let (Source::Call(exchange), Some(seat)) = (source, self.seat.take()) {
            exchange.carry_on(seat.into_writer());
        }
    }

    /// Ready when the response has lasted as long as it may before its client has to come back.
    fn poll_limit(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let limit = match &self.source {
            Source::Call(exchange) => exchange.poll_after(),
            Source::Replay(replaying) => replaying.poll_after(),
            Source::Session(_) | Source::Over => None,
        };
        let Some(limit) = limit else {
            return Poll::Pending;
        };
        let limit = self.limit.get_or_insert_with(|| Box::pin(sleep(limit)));
        limit.as_mut().poll(cx)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if self.seat.is_some() {
            self.let_go();
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
                Step::HangUp => Next::HangUp,
                Step::End => Next::Over,
            }),
            Self::Session(listening) => listening.poll(cx, out),
            Self::Replay(replaying) => replaying.poll(cx, out),
            Self::Over => Poll::Ready(Next::Over),
        }
    }
}
