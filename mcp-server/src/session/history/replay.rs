//! Reading a stream from where a client lost it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::log::{Log, Seat, Turn};
use crate::event_store::{Event, Lost};

/// What a client that came back hears.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The next event.
    Event(Event),
    /// Events are missing, so that nothing more can be said.
    Lost,
    /// The client shall come back again.
    HangUp,
    /// Nothing more will come.
    Over,
    /// It hears the stream elsewhere.
    Taken,
}

/// A stream from one of its events on, and whatever is added to it.
pub(crate) struct Replay {
    seat: Seat,
    /// The last event that the client has or that is in `events`.
    read: u64,
    events: VecDeque<Event>,
    reading: Option<Reading>,
}

type Reading = Pin<Box<dyn Future<Output = Result<Vec<Event>, Lost>> + Send>>;

impl Replay {
    pub(super) fn new(log: Arc<Log>, after: u64) -> Self {
        Self {
            seat: Seat::take(log, after),
            read: after,
            events: VecDeque::new(),
            reading: None,
        }
    }

    /// Ready once it is known whether the events that come next are there.
    pub(crate) fn poll_prepared(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Lost>> {
        if self.reading.is_none() {
            if self.read == self.seat.log().last() {
                return Poll::Ready(Ok(()));
            }
            self.reading = Some(self.read_on());
        }
        self.poll_read(cx)
    }

    /// What comes next.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Heard> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Poll::Ready(Heard::Event(event));
            }
            if ready!(self.poll_read(cx)).is_err() {
                return Poll::Ready(Heard::Lost);
            }
            if !self.events.is_empty() {
                continue;
            }
            match ready!(self.seat.poll_turn(self.read, cx)) {
                Turn::Read => self.reading = Some(self.read_on()),
                Turn::HangUp => return Poll::Ready(Heard::HangUp),
                Turn::Over => return Poll::Ready(Heard::Over),
                Turn::Taken => return Poll::Ready(Heard::Taken),
            }
        }
    }

    /// The right to show the stream, once all of it is read.
    pub(crate) fn into_seat(self) -> Seat {
        self.seat
    }

    /// Appends the id of an event.
    pub(crate) fn write_id(&self, number: u64, out: &mut Vec<u8>) {
        self.seat.write_id(number, out);
    }

    /// Goes on with what is being read, if anything is.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Lost>> {
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(Ok(()));
        };
        let events = ready!(reading.as_mut().poll(cx));
        self.reading = None;
        Poll::Ready(self.take(events))
    }

    fn read_on(&self) -> Reading {
        let (store, stream) = (Arc::clone(self.seat.log().store()), self.seat.log().id());
        let after = self.read;
        Box::pin(async move { store.read(stream, after).await })
    }

    /// Takes events in, unless one is missing: a store that skips one has lost it.
    fn take(&mut self, events: Result<Vec<Event>, Lost>) -> Result<(), Lost> {
        let events = events?;
        let mut expected = self.read;
        let whole = events.iter().all(|event| {
            expected += 1;
            event.number == expected
        });
        if events.is_empty() || !whole {
            return Err(Lost);
        }
        self.read = expected;
        self.events = events.into();
        Ok(())
    }
}
