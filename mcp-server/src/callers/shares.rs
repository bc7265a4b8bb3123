//! How much each principal holds of what there is for all, so that none can take everything.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mcp_core::Principal;

/// What principals hold of one thing. Where nobody is known, nobody has a share, and nothing is
/// counted; beside those who are, all strangers together are one.
#[derive(Default)]
pub(crate) struct Shares {
    /// Tells principals apart, without keeping their names.
    names: RandomState,
    /// Strangers have a share.
    counts_strangers: bool,
    held: Mutex<HashMap<u64, usize>>,
}

/// What a principal holds; dropping it gives it back.
pub(crate) struct Share {
    among: Arc<Shares>,
    who: u64,
    size: usize,
}

/// The principal holds as much as it may.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overdrawn;

/// The part of all that one principal may hold: half, so that there is room for another whatever
/// one of them does.
pub(crate) const fn half(of: usize) -> usize {
    of.div_ceil(2)
}

impl Shares {
    /// None yet, of those who are known, if anybody is, and of strangers beside them.
    pub(crate) fn new(knows_callers: bool) -> Arc<Self> {
        Arc::new(Self {
            counts_strangers: knows_callers,
            ..Self::default()
        })
    }

    /// Takes so much more, unless the principal would hold more than it may.
    pub(crate) fn take(
        self: &Arc<Self>,
        who: Option<&Principal>,
        size: usize,
        most: usize,
    ) -> Result<Option<Share>, Overdrawn> {
        let Some(who) = self.name(who) else {
            return Ok(None);
        };
        let mut held = self.lock();
        let before = held.get(&who).copied().unwrap_or_default();
        let after = before.checked_add(size).filter(|after| *after <= most);
        held.insert(who, after.ok_or(Overdrawn)?);
        Ok(Some(Share {
            among: Arc::clone(self),
            who,
            size,
        }))
    }

    /// How much a principal holds.
    pub(crate) fn of(&self, who: Option<&Principal>) -> usize {
        let name = self.name(who);
        let held = name.and_then(|name| self.lock().get(&name).copied());
        held.unwrap_or_default()
    }

    /// What stands for somebody who has a share.
    fn name(&self, who: Option<&Principal>) -> Option<u64> {
        let has_share = who.is_some() || self.counts_strangers;
        has_share.then(|| self.names.hash_one(who.map(identity)))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is the same for two principals if and only if [`Principal::is`] says that they are one.
pub(crate) fn identity(who: &Principal) -> (&str, &str, Option<&str>) {
    (who.issuer(), who.subject(), who.client())
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.among.lock();
        if let Some(size) = held.get_mut(&self.who) {
            *size -= self.size;
            if *size == 0 {
                held.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_more_than_it_may_and_what_is_dropped_is_given_back() {
        let shares: Arc<Shares> = Arc::default();
        let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
        let take = |who: &Principal, size| shares.take(Some(who), size, 10);
        let first = take(&ann, 6).unwrap();
        assert!(take(&ann, 5).is_err());
        assert!(take(&ann.clone().with_scopes(["x"]), 5).is_err());
        // What was refused is not held.
        let second = take(&ann, 4).unwrap();
        assert!(take(&ann, usize::MAX).is_err());
        assert!(take(&bob, 10).unwrap().is_some());
        assert_eq!(shares.of(Some(&ann)), 10);
        drop(first);
        assert_eq!(shares.of(Some(&ann)), 4);
        drop(second);
        assert!(shares.lock().is_empty());
    }

    #[test]
    fn where_nobody_is_known_strangers_have_no_share() {
        let shares = Shares::new(false);
        assert!(shares.take(None, usize::MAX, 0).unwrap().is_none());
        assert_eq!(shares.of(None), 0);
    }

    #[test]
    fn strangers_beside_those_who_are_known_are_one() {
        let shares = Shares::new(true);
        let ann = Principal::new("id", "ann");
        let first = shares.take(None, 6, 10).unwrap();
        assert!(first.is_some() && shares.take(None, 5, 10).is_err());
        assert!(shares.take(Some(&ann), 10, 10).is_ok());
        assert_eq!(shares.of(None), 6);
        drop(first);
        assert!(shares.lock().is_empty());
    }

    #[test]
    fn what_is_held_of_nothing_leaves_nothing_behind() {
        let shares: Arc<Shares> = Arc::default();
        let ann = Principal::new("id", "ann");
        drop(shares.take(Some(&ann), 0, 10).unwrap());
        assert!(shares.take(Some(&ann), 1, 0).is_err());
        assert!(shares.lock().is_empty());
    }
}
