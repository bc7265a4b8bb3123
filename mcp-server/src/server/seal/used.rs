//! What was opened, for as long as it would open again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use mcp_core::Principal;

use super::NONCE;
use crate::callers::{Share, Shares, half};

/// How much is remembered at a time, and half of it of one principal; while there is no room,
/// nothing more opens.
const MOST: usize = 1 << 16;

/// The nonces of what was opened.
#[derive(Default)]
pub(super) struct Used {
    shares: Arc<Shares>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    /// When each expires, and whose part it takes of what is remembered.
    nonces: HashMap<[u8; NONCE], (u64, Option<Share>)>,
    /// When what has expired was last looked for.
    looked: u64,
}

impl Used {
    /// Nothing yet, of callers who may be known: strangers are one among them.
    pub(super) fn new(knows_callers: bool) -> Self {
        Self {
            shares: Shares::new(knows_callers),
            ..Self::default()
        }
    }

    /// Notes that somebody opens something; `false` if it was opened before.
    pub(super) fn take(
        &self,
        nonce: [u8; NONCE],
        who: Option<&Principal>,
        expiry: u64,
        now: u64,
    ) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let share = || self.shares.take(who, 1, half(MOST)).ok();
        let mut room = share();
        if room.is_none() || taken.nonces.len() >= MOST {
            taken.forget(now);
            room = room.or_else(share);
        }
        let room = room.filter(|_| taken.nonces.len() < MOST);
        let Some(share) = room else {
            tracing::warn!(
                most = MOST,
                "too many states were taken to remember more; refusing others"
            );
            return false;
        };
        taken.nonces.insert(nonce, (expiry, share)).is_none()
    }
}

impl Taken {
    /// Forgets what has expired. No more does within a second, so a flood does not look twice.
    fn forget(&mut self, now: u64) {
        if self.looked != now {
            self.looked = now;
            self.nonces.retain(|_, (expiry, _)| now < *expiry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nonce(number: usize) -> [u8; NONCE] {
        let mut nonce = [0; NONCE];
        nonce[..8].copy_from_slice(&number.to_be_bytes());
        nonce
    }

    #[test]
    fn it_remembers_so_much_and_forgets_what_has_expired() {
        let used = Used::default();
        let take = |number, expiry, now| used.take(nonce(number), None, expiry, now);
        assert!((0..MOST).all(|number| take(number, 10, 1)));
        assert!(!take(MOST, 20, 9));
        assert!(take(MOST, 20, 10));
        assert_eq!(used.taken.lock().unwrap().nonces.len(), 1);
    }

    #[test]
    fn what_was_taken_is_not_taken_again_whoever_brings_it() {
        let used = Used::default();
        let ann = Principal::new("id", "ann");
        assert!(used.take(nonce(1), Some(&ann), 10, 1));
        assert!(!used.take(nonce(1), Some(&ann), 10, 1));
        assert!(!used.take(nonce(1), None, 10, 1));
    }

    #[test]
    fn one_principal_leaves_room_for_another_and_gets_its_own_back() {
        let used = Used::default();
        let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
        let take = |who, number, now| used.take(nonce(number), Some(who), 10, now);
        assert!((0..half(MOST)).all(|number| take(&ann, number, 1)));
        assert!(!take(&ann, MOST, 9));
        assert!(take(&bob, MOST, 9));
        assert!(take(&ann, MOST + 1, 10));
        assert_eq!(used.shares.of(Some(&bob)), 0);
    }
}
