//! Of which changes of lists a client was told.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

/// Of each list, one more than how often it had changed when the client was told; none for a list that
/// is of no interest to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told([Option<NonZeroU32>; 3]);

/// How often a list has changed for somebody who is to be told of it in any case.
const OWED: Option<NonZeroU32> = Some(NonZeroU32::MAX);

/// Counts begin anew after so many changes: only a client that misses exactly as many hears of none.
const ROUND: u64 = u32::MAX as u64 - 1;

impl Told {
    /// Of all changes that there have been.
    pub(super) fn of(lists: &[AtomicU64; 3]) -> Self {
        Self(lists.each_ref().map(|list| {
            let changes = list.load(Ordering::Acquire) % ROUND;
            u32::try_from(changes + 1).ok().and_then(NonZeroU32::new)
        }))
    }

    /// The same where only some lists are wanted.
    pub(super) fn only(mut self, wanted: [bool; 3]) -> Self {
        for (told, wanted) in self.0.iter_mut().zip(wanted) {
            *told = told.filter(|_| wanted);
        }
        self
    }

    /// Has the client told of a list in any case; `false` where that is of no interest to it.
    pub(super) fn owe(&mut self, list: usize) -> bool {
        let told = &mut self.0[list];
        if told.is_some() {
            *told = OWED;
        }
        told.is_some()
    }

    /// Whether the client is to be told of a list by now, of which it counts as told from here on.
    pub(super) fn catch_up(&mut self, list: usize, now: Self) -> bool {
        let told = &mut self.0[list];
        if told.is_none() || *told == now.0[list] {
            return false;
        }
        *told = now.0[list];
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(times: u64) -> Told {
        Told::of(&[times, 0, 0].map(AtomicU64::new))
    }

    #[test]
    fn a_client_is_told_once_however_often_a_list_has_changed() {
        let mut told = changed(0);
        assert!(!told.catch_up(0, changed(0)));
        assert!(told.catch_up(0, changed(3)));
        assert!(!told.catch_up(0, changed(3)) && !told.catch_up(1, changed(3)));
    }

    #[test]
    fn counts_go_round_and_no_count_is_one_that_is_owed() {
        for last in [u64::from(u32::MAX) - 2, u64::from(u32::MAX), u64::MAX - 1] {
            let (mut told, now) = (changed(last), changed(last + 1));
            assert!(told.catch_up(0, now), "{last}");
            assert!(told.owe(0) && told.catch_up(0, now), "{last}");
            assert!(!told.catch_up(0, now), "{last}");
        }
    }

    #[test]
    fn what_is_of_no_interest_is_not_told() {
        let mut told = changed(0).only([false, true, true]);
        assert!(!told.owe(0) && !told.catch_up(0, changed(1)));
        assert!(told.owe(1) && told.catch_up(1, changed(1)));
    }
}
