//! The calls that run, of which a server has only so many at a time.

use std::sync::Arc;

use mcp_core::Principal;

use super::Server;
use crate::callers::{Share, Shares, half};

/// How many calls of a server may run, and how many do. Where callers may be known, one of them has half
/// of the room at most.
pub(crate) struct Calls {
    most: usize,
    /// Each call that runs has a copy.
    all: Arc<()>,
    /// None where nobody is known, so that nothing is looked for there.
    shares: Option<Arc<Shares>>,
}

/// The right of one call to run; dropping it makes room.
pub(crate) struct Slot {
    _one: Arc<()>,
    /// In a box, because there is none where nobody is known, and a call is to be small.
    _share: Option<Box<Share>>,
}

/// Why there is no room for one more call, or for a large message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// The server has as much as it may.
    Server,
    /// Its caller has as much as one may.
    Caller,
}

impl Calls {
    /// None yet, and never more than `most`, which is one at least.
    pub(super) fn new(most: usize, knows_callers: bool) -> Self {
        Self {
            most: most.max(1),
            all: Arc::default(),
            shares: knows_callers.then(|| Shares::new(true)),
        }
    }

    #[inline]
    fn enter(&self, who: Option<&Principal>) -> Result<Slot, Full> {
        let share = match &self.shares {
            Some(shares) => share(shares, who, half(self.most))?,
            None => None,
        };
        // Taken before it is counted: of two that come at once neither overlooks the other.
        let one = Arc::clone(&self.all);
        // The first copy is that of none.
        if Arc::strong_count(&one) - 1 > self.most {
            return Err(Full::Server);
        }
        Ok(Slot {
            _one: one,
            _share: share,
        })
    }
}

/// A principal's part of the room. Apart, for most servers know nobody.
#[inline(never)]
fn share(
    shares: &Arc<Shares>,
    who: Option<&Principal>,
    most: usize,
) -> Result<Option<Box<Share>>, Full> {
    let share = shares.take(who, 1, most);
    share
        .map_err(|_| Full::Caller)
        .map(|share| share.map(Box::new))
}

impl Server {
    /// The right to run one more call, for as long as there is room for it.
    #[inline]
    pub(crate) fn slot(&self, who: Option<&Principal>) -> Result<Slot, Full> {
        self.inner().calls.enter(who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_ends_makes_room_and_one_that_is_refused_takes_none() {
        let calls = Calls::new(3, false);
        let enter = || calls.enter(None);
        let mut slots: Vec<_> = (0..3).map(|_| enter().ok().unwrap()).collect();
        for _ in 0..5 {
            assert_eq!(enter().err(), Some(Full::Server));
        }
        slots.pop();
        slots.push(enter().ok().unwrap());
        assert_eq!(enter().err(), Some(Full::Server));
    }

    #[test]
    fn half_is_left_to_others() {
        let calls = Calls::new(4, true);
        let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
        let enter = |who| calls.enter(who);
        let hers = [(); 2].map(|()| enter(Some(&ann)).ok().unwrap());
        assert_eq!(enter(Some(&ann)).err(), Some(Full::Caller));
        let strangers = [(); 2].map(|()| enter(None).ok().unwrap());
        assert_eq!(enter(None).err(), Some(Full::Caller));
        assert_eq!(enter(Some(&bob)).err(), Some(Full::Server));
        // What was refused is no part of a share.
        drop(strangers);
        let his = [(); 2].map(|()| enter(Some(&bob)).ok().unwrap());
        drop((hers, his));
        assert!(enter(None).is_ok());
    }

    #[test]
    fn one_has_room_whatever_was_asked_for() {
        for most in [0, 1, usize::MAX] {
            assert!(Calls::new(most, true).enter(None).is_ok(), "{most}");
        }
    }

    #[test]
    fn of_many_that_come_at_once_no_more_run_than_may() {
        let calls = Calls::new(8, false);
        std::thread::scope(|scope| {
            let come = || {
                let come = (0..100).filter_map(|_| calls.enter(None).ok());
                come.collect::<Vec<_>>()
            };
            let threads = [(); 4].map(|()| scope.spawn(come));
            let mut slots = Vec::new();
            for thread in threads {
                slots.extend(thread.join().unwrap());
            }
            assert!(slots.len() <= 8, "{}", slots.len());
            // Nor is any room lost.
            slots.extend(std::iter::from_fn(|| calls.enter(None).ok()));
            assert_eq!(slots.len(), 8);
        });
    }
}
