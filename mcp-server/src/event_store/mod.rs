//! Where the events of streams are kept, so that a client whose connection broke gets the rest.
//!
//! A server keeps them in its own memory, within the bounds of a [`MemoryStore`]. Another place is
//! an [`EventStore`] of yours, which [`Builder::event_store`](crate::Builder::event_store) takes.

mod id;
mod memory;

use std::fmt;
use std::pin::Pin;

pub use bytes::Bytes;
pub(crate) use id::EventId;
pub use id::StreamId;
pub use memory::MemoryStore;

/// A place for the events of streams.
///
/// The server numbers the events of each stream from 1 on, asks only for streams of its own, and
/// says when a stream is no longer needed: some time after its end, and at the latest when its
/// session ends. How much is kept is up to the store: where an event is gone, a client that asks
/// for it is refused and never gets the events around the gap.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::Mutex;
///
/// use mcp_server::event_store::{Bytes, Event, EventStore, Lost, Reading, StreamId};
/// use mcp_server::prelude::*;
///
/// /// Keeps all events until their stream is forgotten.
/// #[derive(Default)]
/// struct Everything(Mutex<BTreeMap<(StreamId, u64), Bytes>>);
///
/// impl EventStore for Everything {
///     fn append(&self, stream: StreamId, number: u64, message: Bytes) {
///         self.0.lock().unwrap().insert((stream, number), message);
///     }
///
///     fn read(&self, stream: StreamId, after: u64) -> Reading<'_> {
///         Box::pin(async move {
///             let events = self.0.lock().unwrap();
///             let later = events.range((stream, after + 1)..=(stream, u64::MAX));
///             let later = later.map(|((_, number), message)| Event {
///                 number: *number,
///                 message: message.clone(),
///             });
///             Ok::<_, Lost>(later.collect())
///         })
///     }
///
///     fn forget(&self, stream: StreamId) {
///         let mut events = self.0.lock().unwrap();
///         events.retain(|(known, _), _| *known != stream);
///     }
/// }
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let server = Server::builder(server_info!()).event_store(Everything::default()).build()?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
pub trait EventStore: Send + Sync {
    /// Keeps an event: one JSON-RPC message. Its number is one more than that of the last.
    ///
    /// Called in the middle of a call, so it must not wait: a store that lies elsewhere puts it on
    /// a queue of its own, and answers what is asked of it in the same order.
    fn append(&self, stream: StreamId, number: u64, message: Bytes);

    /// The events of a stream after a number, in order and without a gap: as many as there are, or
    /// the first of them. The server only asks when there is at least one.
    ///
    /// # Errors
    /// The event that comes next is gone.
    fn read(&self, stream: StreamId, after: u64) -> Reading<'_>;

    /// Nothing more will be appended. The events are still needed, but less than those of streams
    /// that go on.
    fn finish(&self, stream: StreamId) {
        let _ = stream;
    }

    /// The stream is no longer needed, or never will be: it may be unknown to the store.
    fn forget(&self, stream: StreamId);
}

/// What comes of [`EventStore::read`].
pub type Reading<'a> = Pin<Box<dyn Future<Output = Result<Vec<Event>, Lost>> + Send + 'a>>;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which of its stream, from 1 on.
    pub number: u64,
    /// One JSON-RPC message.
    pub message: Bytes,
}

/// The events that were asked for are not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the events are no longer kept")
    }
}

impl std::error::Error for Lost {}
