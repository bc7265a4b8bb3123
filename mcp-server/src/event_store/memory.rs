//! Events in the memory of this process.

use std::collections::{HashMap, VecDeque};
use std::future::ready;
use std::hash::{BuildHasherDefault, Hasher};
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::{Event, EventStore, Lost, Reading, StreamId};
use crate::callers::half;

const SHARDS: usize = 16;
/// What keeping an event takes beside its message.
const EVENT: usize = 64;
/// What keeping a stream takes beside its events.
const STREAM: usize = 256;

/// Keeps the latest events of each stream, and of all streams no more than a number of bytes.
///
/// A stream that has more than its share loses its oldest events; its newest one is kept whatever
/// its size. When all together take too much, the streams that ended first go first. Those of one
/// principal take at most half of it: beyond that, its own go.
///
/// ```
/// use mcp_server::event_store::MemoryStore;
/// use mcp_server::prelude::*;
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let server = Server::builder(server_info!())
///     .event_store(MemoryStore::new().stream_events(1000).total_bytes(128 << 20))
///     .build()?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct MemoryStore {
    shards: [Mutex<Shard>; SHARDS],
    /// How many bytes all shards hold.
    held: AtomicUsize,
    stream_events: usize,
    stream_bytes: usize,
    total_bytes: usize,
}

#[derive(Debug, Default)]
struct Shard {
    streams: HashMap<StreamId, Kept, BuildHasherDefault<Spread>>,
    /// Those that have ended, in that order, and some that have been forgotten since.
    ended: VecDeque<StreamId>,
    /// How many bytes each owner has, where owners are known.
    owners: HashMap<NonZeroU64, usize>,
}

/// What is kept of a stream.
#[derive(Debug, Default)]
struct Kept {
    /// The number of the first event that is still there.
    first: u64,
    messages: VecDeque<Bytes>,
    bytes: usize,
    ended: bool,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            held: AtomicUsize::new(0),
            stream_events: 256,
            stream_bytes: 256 << 10,
            total_bytes: 16 << 20,
        }
    }
}

impl MemoryStore {
    /// At most 256 events and 256 KiB of each stream, and 16 MiB of all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many events of a stream are kept; 256 by default.
    #[must_use]
    pub fn stream_events(mut self, most: usize) -> Self {
        self.stream_events = most.max(1);
        self
    }

    /// How many bytes of a stream are kept; 256 KiB by default. An event counts as 64 bytes more
    /// than its message has.
    #[must_use]
    pub const fn stream_bytes(mut self, most: usize) -> Self {
        self.stream_bytes = most;
        self
    }

    /// How many bytes of all streams are kept; 16 MiB by default. A stream counts as 256 bytes
    /// more than its events.
    #[must_use]
    pub const fn total_bytes(mut self, most: usize) -> Self {
        self.total_bytes = most;
        self
    }

    fn shard(&self, stream: StreamId) -> MutexGuard<'_, Shard> {
        lock(&self.shards[Self::place(stream)])
    }

    /// Those of an owner are together, and those of a session.
    const fn place(stream: StreamId) -> usize {
        let number = match stream.owner() {
            Some(owner) => owner.get(),
            None => stream.session(),
        };
        number as usize % SHARDS
    }

    fn is_over(&self) -> bool {
        self.held.load(Ordering::Relaxed) > self.total_bytes
    }

    /// Drops what is kept of a stream.
    fn drop_from(&self, shard: &mut Shard, stream: StreamId) {
        if let Some((stream, kept)) = shard.streams.remove_entry(&stream) {
            let size = kept.bytes + STREAM;
            self.held.fetch_sub(size, Ordering::Relaxed);
            shard.give_back(stream.owner(), size);
        }
    }

    /// Drops streams of an owner that has more than its part: first those that have ended.
    fn make_own_room(&self, shard: &mut Shard, stream: StreamId) {
        let Some(owner) = stream.owner() else { return };
        let most = half(self.total_bytes);
        while shard.owners.get(&owner).is_some_and(|held| *held > most) {
            let mut ended = shard.ended.iter();
            let oldest = ended.position(|ended| ended.owner() == Some(owner));
            let Some(oldest) = oldest.and_then(|oldest| shard.ended.remove(oldest)) else {
                tracing::warn!("events of one principal take too much; a stream cannot be resumed");
                return self.drop_from(shard, stream);
            };
            self.drop_from(shard, oldest);
        }
    }

    /// Drops ended streams until all fits, those of the same shard first; if that is not enough,
    /// the stream that is too much.
    fn make_room(&self, for_stream: StreamId) {
        let start = Self::place(for_stream);
        for place in (start..SHARDS).chain(0..start) {
            let mut shard = lock(&self.shards[place]);
            while self.is_over() {
                let Some(oldest) = shard.ended.pop_front() else {
                    break;
                };
                self.drop_from(&mut shard, oldest);
            }
        }
        if self.is_over() {
            tracing::warn!("events take more memory than they may; a stream cannot be resumed");
            self.forget(for_stream);
        }
    }
}

impl EventStore for MemoryStore {
    fn append(&self, stream: StreamId, number: u64, message: Bytes) {
        let mut locked = self.shard(stream);
        let shard = &mut *locked;
        let mut new = 0;
        let kept = shard.streams.entry(stream).or_insert_with(|| {
            new = STREAM;
            Kept {
                first: number,
                messages: VecDeque::with_capacity(4),
                ..Kept::default()
            }
        });
        let before = kept.bytes;
        kept.bytes += message.len() + EVENT;
        kept.messages.push_back(message);
        while kept.messages.len() > self.stream_events
            || (kept.bytes > self.stream_bytes && kept.messages.len() > 1)
        {
            kept.first += 1;
            let oldest = kept.messages.pop_front();
            kept.bytes -= oldest.map_or(0, |oldest| oldest.len() + EVENT);
        }
        // Wraps around where there is less than before, and so do the bytes that are held.
        let more = kept.bytes.wrapping_sub(before).wrapping_add(new);
        self.held.fetch_add(more, Ordering::Relaxed);
        if let Some(owner) = stream.owner() {
            let held = shard.owners.entry(owner).or_default();
            *held = held.wrapping_add(more);
            self.make_own_room(shard, stream);
        }
        drop(locked);
        if self.is_over() {
            self.make_room(stream);
        }
    }

    fn read(&self, stream: StreamId, after: u64) -> Reading<'_> {
        Box::pin(ready(self.shard(stream).read(stream, after)))
    }

    fn finish(&self, stream: StreamId) {
        let shard = &mut *self.shard(stream);
        if let Some(kept) = shard.streams.get_mut(&stream)
            && !std::mem::replace(&mut kept.ended, true)
        {
            shard.ended.push_back(stream);
            shard.tidy();
        }
    }

    fn forget(&self, stream: StreamId) {
        self.drop_from(&mut self.shard(stream), stream);
    }
}

impl Shard {
    /// Counts what an owner has less.
    fn give_back(&mut self, owner: Option<NonZeroU64>, size: usize) {
        if let Some(owner) = owner
            && let Some(held) = self.owners.get_mut(&owner)
        {
            *held -= size;
            if *held == 0 {
                self.owners.remove(&owner);
            }
        }
    }

    fn read(&self, stream: StreamId, after: u64) -> Result<Vec<Event>, Lost> {
        let kept = self.streams.get(&stream).ok_or(Lost)?;
        let skipped = (after + 1).checked_sub(kept.first).ok_or(Lost)?;
        let skipped = usize::try_from(skipped).map_err(|_| Lost)?;
        let (mut events, mut number) = (Vec::new(), after);
        for message in kept.messages.iter().skip(skipped) {
            number += 1;
            let message = message.clone();
            events.push(Event { number, message });
        }
        Ok(events)
    }

    /// Drops those that have been forgotten, once they are the most.
    fn tidy(&mut self) {
        if self.ended.len() > 2 * self.streams.len() + 16 {
            self.ended
                .retain(|stream| self.streams.contains_key(stream));
        }
    }
}

fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Spreads the one word that a [`StreamId`] is hashed as.
#[derive(Clone, Copy, Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests;
