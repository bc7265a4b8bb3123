//! Requests that are refused because there were too many of them: counted as they come, and noted once a minute, in one
//! entry for each account and way. So to be refused makes nobody's log long.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::{Actor, Deed, Via};
use crate::delegation::Api;

/// What has not been noted yet. There is no more of it than there are accounts, twice.
#[derive(Default)]
pub(super) struct Refusals(Mutex<HashMap<Key, (Actor, Deed)>>);

/// An account of an API, and the way it came.
type Key = (Api, i64, Via);

impl Refusals {
    /// Counts what is refused; what is said of it stays true of the first.
    pub(super) fn add(&self, actor: Actor, deed: Deed) {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = deed.count;
        refused
            .entry((actor.api, actor.account, actor.via))
            .and_modify(|(_, first)| first.count = first.count.saturating_add(count))
            .or_insert((actor, deed));
    }

    /// All that was counted since this was last asked for.
    pub(super) fn take(&self) -> Vec<(Actor, Deed)> {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *refused).into_values().collect()
    }
}
