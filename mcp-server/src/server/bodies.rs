//! The memory that large messages take, while they come in and while what they ask for goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use mcp_core::Principal;

use super::Server;
use super::calls::Full;
use crate::callers::{Share, Shares, half};

/// How many bytes of each message do not count: there are only so many connections and calls, and most
/// messages have fewer.
pub(crate) const FREE: usize = 16 << 10;

/// How many bytes the messages of a server may take together, and how many they do. Where callers may be
/// known, those of one have half of the room at most.
pub(crate) struct Bodies {
    most: usize,
    /// How many those of one caller may take.
    share: usize,
    held: AtomicUsize,
    /// None where nobody is known.
    shares: Option<Arc<Shares>>,
}

/// Some of the room, for a part of a message; dropping it gives it back.
pub(crate) struct Room {
    among: Arc<Bodies>,
    size: usize,
    _share: Option<Share>,
}

impl Bodies {
    /// None yet, and never more than `most` bytes, or those of one message of the `largest` size.
    pub(super) fn new(most: usize, largest: usize, knows_callers: bool) -> Arc<Self> {
        let most = most.max(largest);
        Arc::new(Self {
            most,
            share: half(most).max(largest),
            held: AtomicUsize::default(),
            shares: knows_callers.then(|| Shares::new(true)),
        })
    }

    fn take(self: &Arc<Self>, who: Option<&Principal>, size: usize) -> Result<Room, Full> {
        let share = match &self.shares {
            Some(shares) => shares.take(who, size, self.share),
            None => Ok(None),
        };
        let share = share.map_err(|_| Full::Caller)?;
        let more = |held: usize| held.checked_add(size).filter(|held| *held <= self.most);
        let had = self
            .held
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        had.map_err(|_| Full::Server)?;
        Ok(Room {
            among: Arc::clone(self),
            size,
            _share: share,
        })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.among.held.fetch_sub(self.size, Ordering::Relaxed);
    }
}

impl Server {
    /// Room for so many more bytes of somebody's message, as long as there is any.
    pub(crate) fn room(&self, who: Option<&Principal>, size: usize) -> Result<Room, Full> {
        self.inner().bodies.take(who, size)
    }
}

/// A message in the room that it takes, for as long as anybody holds a part of it.
pub(crate) fn housed(message: Bytes, room: Vec<Room>) -> Bytes {
    Bytes::from_owner(Held {
        shown: message,
        _with: room,
    })
}

/// Nothing of a message. It holds the whole of a large one as any other part does, for whoever has copied
/// something out of it that is as large.
pub(crate) fn nothing_of(message: &Bytes) -> Bytes {
    if message.len() <= FREE {
        return Bytes::new();
    }
    Bytes::from_owner(Held {
        shown: [],
        _with: message.clone(),
    })
}

/// Bytes, and what is held as long as they are.
struct Held<Shown, With> {
    shown: Shown,
    _with: With,
}

impl<Shown: AsRef<[u8]>, With> AsRef<[u8]> for Held<Shown, With> {
    fn as_ref(&self) -> &[u8] {
        self.shown.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(bodies: &Bodies) -> usize {
        bodies.held.load(Ordering::Relaxed)
    }

    #[test]
    fn what_is_dropped_makes_room_and_what_is_refused_takes_none() {
        let bodies = Bodies::new(100, 10, false);
        let take = |size| bodies.take(None, size);
        let first = take(60).ok().unwrap();
        let second = take(40).ok().unwrap();
        for size in [1, 100, usize::MAX] {
            assert_eq!(take(size).err(), Some(Full::Server));
        }
        drop(first);
        assert_eq!(take(61).err(), Some(Full::Server));
        let third = take(60).ok().unwrap();
        drop((second, third));
        assert_eq!(held(&bodies), 0);
    }

    #[test]
    fn half_is_left_to_others() {
        let bodies = Bodies::new(100, 10, true);
        let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
        let take = |who, size| bodies.take(who, size);
        let hers = take(Some(&ann), 50).ok().unwrap();
        assert_eq!(take(Some(&ann), 1).err(), Some(Full::Caller));
        let strangers = take(None, 40).ok().unwrap();
        assert_eq!(take(None, 11).err(), Some(Full::Caller));
        assert_eq!(take(Some(&bob), 11).err(), Some(Full::Server));
        // What was refused is no part of a share.
        drop(strangers);
        let his = take(Some(&bob), 50).ok().unwrap();
        drop((hers, his));
        assert!(take(Some(&ann), 50).is_ok());
        assert_eq!(held(&bodies), 0);
    }

    #[test]
    fn one_message_has_room_whatever_was_asked_for() {
        for most in [0, 10, usize::MAX] {
            let bodies = Bodies::new(most, 10, true);
            assert!(bodies.take(None, 10).is_ok(), "{most}");
        }
    }

    #[test]
    fn of_many_that_come_at_once_no_more_are_let_in_than_fit() {
        let bodies = Bodies::new(80, 10, false);
        std::thread::scope(|scope| {
            let come = || {
                let come = (0..100).filter_map(|_| bodies.take(None, 10).ok());
                come.collect::<Vec<_>>()
            };
            let threads = [(); 4].map(|()| scope.spawn(come));
            let rooms = threads.map(|thread| thread.join().unwrap());
            assert_eq!(rooms.iter().map(Vec::len).sum::<usize>(), 8);
        });
        assert_eq!(held(&bodies), 0);
    }

    #[test]
    fn any_part_of_a_message_holds_its_room() {
        let bodies = Bodies::new(100, 10, false);
        let room = || vec![bodies.take(None, 30).ok().unwrap()];
        let message = housed(vec![b'x'; FREE + 1].into(), room());
        let [part, nothing] = [message.slice_ref(&message[7..9]), nothing_of(&message)];
        assert_eq!((&part[..], &nothing[..]), (&b"xx"[..], &b""[..]));
        drop(message);
        assert_eq!(held(&bodies), 30);
        drop(part);
        let again = nothing.clone();
        drop(nothing);
        assert_eq!(held(&bodies), 30);
        drop(again);
        assert_eq!(held(&bodies), 0);
    }
}
