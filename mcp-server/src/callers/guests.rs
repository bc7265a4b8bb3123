//! Those whose requests are being served, where it is known who calls: none of them takes all the
//! room, and each can be shown out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use mcp_core::Principal;
use mcp_core::peer::Cancellation;

use super::shares::{Overdrawn, Share, Shares, half};

/// All guests of a server.
///
/// One principal stays with half of the room at most: that is what its calls and streams take. Half of
/// the rest it may have for as long as a message takes, so that it can still end what it has too much of.
pub(crate) struct Guests {
    room: usize,
    shares: Arc<Shares>,
    numbers: AtomicU64,
    /// Those who are known, by their numbers.
    known: Mutex<HashMap<u64, Weak<Inside>>>,
}

/// Somebody's place, until the last copy of it is dropped.
#[derive(Clone)]
pub(crate) struct Guest(Arc<Inside>);

struct Inside {
    among: Arc<Guests>,
    number: u64,
    who: Option<Principal>,
    shown_out: Cancellation,
    _share: Option<Share>,
}

impl Guests {
    /// None yet, and room for so many.
    pub(crate) fn new(room: usize) -> Arc<Self> {
        Arc::new(Self {
            room: room.max(1),
            shares: Shares::new(true),
            numbers: AtomicU64::default(),
            known: Mutex::default(),
        })
    }

    /// A place for somebody, or for one of the strangers.
    pub(crate) fn enter(self: &Arc<Self>, who: Option<Principal>) -> Result<Guest, Overdrawn> {
        let share = self
            .shares
            .take(who.as_ref(), 1, self.room - self.room / 4)?;
        let is_known = who.is_some();
        let inside = Arc::new(Inside {
            among: Arc::clone(self),
            number: self.numbers.fetch_add(1, Ordering::Relaxed),
            who,
            shown_out: Cancellation::default(),
            _share: share,
        });
        if is_known {
            self.known().insert(inside.number, Arc::downgrade(&inside));
        }
        Ok(Guest(inside))
    }

    /// Whether somebody, whose request that is about to stay is among them, holds more than may stay.
    pub(crate) fn is_crowded_by(&self, who: Option<&Principal>) -> bool {
        self.shares.of(who) > half(self.room)
    }

    /// Tells those of whom this is true to leave. No lock is held while it is asked.
    pub(crate) fn show_out(&self, whose: &dyn Fn(&Principal) -> bool) {
        let mut known = Vec::new();
        known.extend(self.known().values().filter_map(Weak::upgrade));
        for inside in known {
            if inside.who.as_ref().is_some_and(whose) {
                inside.shown_out.cancel();
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u64, Weak<Inside>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// Who it is; none for a stranger.
    pub(crate) fn who(&self) -> Option<&Principal> {
        self.0.who.as_ref()
    }

    /// Whether it was told to leave.
    pub(crate) fn is_shown_out(&self) -> bool {
        self.0.shown_out.is_cancelled()
    }

    /// Ready once it is told to leave.
    pub(crate) fn poll_shown_out(&self, cx: &Context<'_>) -> Poll<()> {
        self.0.shown_out.poll_cancelled(cx)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if self.who.is_some() {
            self.among.known().remove(&self.number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn principals() -> [Principal; 2] {
        ["ann", "bob"].map(|name| Principal::new("id", name))
    }

    #[test]
    fn whoever_takes_all_there_is_leaves_room_for_others_and_can_still_end_something() {
        let guests = Guests::new(8);
        let [ann, bob] = principals();
        let mut hers = Vec::new();
        for stays in [true, true, true, true, false, false] {
            hers.push(guests.enter(Some(ann.clone())).unwrap());
            assert_eq!(guests.is_crowded_by(Some(&ann)), !stays);
        }
        assert!(guests.enter(Some(ann.clone().with_scopes(["x"]))).is_err());
        assert!(guests.enter(Some(bob.clone())).is_ok() && !guests.is_crowded_by(Some(&bob)));
        assert!(guests.enter(None).is_ok());
        hers.truncate(4);
        assert!(!guests.is_crowded_by(Some(&ann)));
        drop(hers);
        assert!(guests.known().is_empty());
        assert_eq!(guests.shares.of(Some(&ann)), 0);
    }

    #[test]
    fn strangers_are_one_among_others() {
        let guests = Guests::new(4);
        let strangers = [(); 3].map(|()| guests.enter(None).unwrap());
        assert!(guests.enter(None).is_err() && guests.is_crowded_by(None));
        assert!(guests.enter(Some(principals()[0].clone())).is_ok());
        assert!(guests.known().is_empty(), "nobody can be shown out");
        drop(strangers);
        assert!(guests.enter(None).is_ok());
    }

    #[test]
    fn one_place_is_enough_for_one() {
        for room in [0, 1, usize::MAX] {
            let guests = Guests::new(room);
            let place = guests.enter(None);
            assert!(place.is_ok() && !guests.is_crowded_by(None), "{room}");
        }
    }

    #[test]
    fn those_who_are_meant_are_shown_out_and_nobody_else() {
        let guests = Guests::new(8);
        let [ann, bob] = principals();
        let [hers, again] = [(); 2].map(|()| guests.enter(Some(ann.clone())).unwrap());
        let his = guests.enter(Some(bob)).unwrap();
        let stranger = guests.enter(None).unwrap();
        drop(again);
        guests.show_out(&|who| who.is(&ann));
        // Whoever is asked may ask in turn.
        guests.show_out(&|_| guests.known().is_empty());
        assert!(hers.is_shown_out());
        assert!(!his.is_shown_out() && !stranger.is_shown_out());
        let cx = Context::from_waker(std::task::Waker::noop());
        assert!(hers.poll_shown_out(&cx).is_ready());
        assert!(his.poll_shown_out(&cx).is_pending());
        assert!(
            !guests.enter(Some(ann)).unwrap().is_shown_out(),
            "she is back"
        );
    }
}
