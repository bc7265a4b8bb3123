//! What was opened, for as long as it would open again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::NONCE;

/// How much is remembered at a time; while there is no room, nothing more opens.
const MOST: usize = 1 << 16;

/// The nonces of what was opened, and when it expires.
#[derive(Default)]
pub(super) struct Used(Mutex<HashMap<[u8; NONCE], u64>>);

impl Used {
    /// Notes that something is opened; `false` if it was opened before.
    pub(super) fn take(&self, nonce: [u8; NONCE], expiry: u64, now: u64) -> bool {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST {
            used.retain(|_, expiry| now < *expiry);
        }
        if used.len() >= MOST {
            tracing::warn!(
                most = MOST,
                "too many states were taken to remember more; refusing others"
            );
            return false;
        }
        used.insert(nonce, expiry).is_none()
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
        assert!((0..MOST).all(|number| used.take(nonce(number), 10, 1)));
        assert!(!used.take(nonce(MOST), 20, 9));
        assert!(used.take(nonce(MOST), 20, 10));
        assert_eq!(used.0.lock().unwrap().len(), 1);
    }
}
