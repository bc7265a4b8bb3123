//! Sealing what travels through a client, which must neither read nor write it.

mod used;

use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20_poly1305::{ChaCha20Poly1305, Key, Nonce};
use mcp_core::Principal;

use self::used::Used;
use super::Limits;

/// A longer text is not sealed, and none is opened.
const LONGEST: usize = 64 << 10;

const NONCE: usize = 12;
const TAG: usize = 16;
const TIME: usize = 8;

/// Keys: the first seals, all open.
///
/// ```text
///   base64url( nonce | ChaCha20-Poly1305( when it expires | content ) | tag )
/// ```
pub(crate) struct Seal {
    keys: OnceLock<Vec<[u8; 32]>>,
    lifetime: Duration,
    /// What opened and does not open again, if that is wanted.
    used: Option<Used>,
}

/// Why nothing was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsealed {
    /// It has too many bytes.
    TooLong,
    /// The operating system's generator fails.
    NoRandom,
}

impl Seal {
    /// With these keys, or a random one of this process if there are none.
    pub(crate) fn new(keys: Vec<[u8; 32]>, limits: &Limits, knows_callers: bool) -> Self {
        let seal = Self {
            keys: OnceLock::new(),
            lifetime: limits.state_lifetime,
            used: limits.single_use_state.then(|| Used::new(knows_callers)),
        };
        if !keys.is_empty() {
            let _ = seal.keys.set(keys);
        }
        seal
    }

    /// Seals content, so that it opens only together with what it is bound to.
    pub(crate) fn seal(&self, content: &[u8], bound: &[u8]) -> Result<String, Unsealed> {
        let [key, ..] = self.keys().ok_or(Unsealed::NoRandom)? else {
            return Err(Unsealed::NoRandom);
        };
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| Unsealed::NoRandom)?;
        let mut bytes = Vec::with_capacity(NONCE + TIME + content.len() + TAG);
        bytes.extend_from_slice(&nonce);
        let expiry = now().saturating_add(self.lifetime.as_secs());
        bytes.extend_from_slice(&expiry.to_be_bytes());
        bytes.extend_from_slice(content);
        let cipher = ChaCha20Poly1305::new(Key::new(*key), Nonce::new(nonce));
        let tag = cipher.encrypt(&mut bytes[NONCE..], Some(bound));
        bytes.extend_from_slice(&tag);
        let text = URL_SAFE_NO_PAD.encode(bytes);
        match text.len() <= LONGEST {
            true => Ok(text),
            false => Err(Unsealed::TooLong),
        }
    }

    /// The content, for whoever brings it, if it was sealed with one of the keys, is bound to this,
    /// and has not expired. Why it is not stays untold.
    pub(crate) fn open(
        &self,
        text: &str,
        bound: &[u8],
        who: Option<&Principal>,
    ) -> Option<Vec<u8>> {
        if text.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, bytes) = bytes.split_first_chunk::<NONCE>()?;
        let (bytes, tag) = bytes.split_last_chunk::<TAG>()?;
        let content = self.keys()?.iter().find_map(|key| {
            let mut content = bytes.to_vec();
            let cipher = ChaCha20Poly1305::new(Key::new(*key), Nonce::new(*nonce));
            let opened = cipher.decrypt(&mut content, *tag, Some(bound));
            opened.is_ok().then_some(content)
        })?;
        let (expiry, content) = content.split_first_chunk::<TIME>()?;
        let (now, expiry) = (now(), u64::from_be_bytes(*expiry));
        let fresh = || {
            self.used
                .as_ref()
                .is_none_or(|used| used.take(*nonce, who, expiry, now))
        };
        (now < expiry && fresh()).then(|| content.to_vec())
    }

    /// Made on first use where none are given.
    fn keys(&self) -> Option<&[[u8; 32]]> {
        if let Some(keys) = self.keys.get() {
            return Some(keys);
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).ok()?;
        Some(self.keys.get_or_init(|| vec![key]))
    }
}

/// Seconds since 1970, by the clock that all machines share.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| now.as_secs())
}

/// Keys stand in no log.
impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod second;

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn limits(lifetime: Duration) -> Limits {
        Limits {
            state_lifetime: lifetime,
            ..Limits::default()
        }
    }

    fn seal(keys: &[u8]) -> Seal {
        let keys = keys.iter().map(|key| [*key; 32]);
        Seal::new(keys.collect(), &limits(MINUTE), false)
    }

    #[test]
    fn what_is_to_open_once_opens_once() {
        let once = Limits {
            single_use_state: true,
            ..limits(MINUTE)
        };
        let seal = Seal::new(Vec::new(), &once, false);
        let (one, other) = (seal.seal(b"1", b"").unwrap(), seal.seal(b"1", b"").unwrap());
        // Who may not open it does not use it up.
        assert_eq!(seal.open(&one, b"else", None), None);
        assert_eq!(seal.open(&one, b"", None).as_deref(), Some(&b"1"[..]));
        assert_eq!(seal.open(&one, b"", None), None);
        assert_eq!(seal.open(&other, b"", None).as_deref(), Some(&b"1"[..]));
    }

    #[test]
    fn what_is_sealed_opens_with_what_it_is_bound_to() {
        let seal = seal(&[]);
        let text = seal.seal(b"content", b"bound").unwrap();
        assert_eq!(
            seal.open(&text, b"bound", None).as_deref(),
            Some(&b"content"[..])
        );
        assert_eq!(seal.open(&text, b"other", None), None);
        assert_eq!(seal.open(&text, b"", None), None);
        assert!(!text.contains("content"));
    }

    #[test]
    fn nothing_is_sealed_the_same_twice() {
        let seal = seal(&[1]);
        assert_ne!(seal.seal(b"a", b""), seal.seal(b"a", b""));
    }

    #[test]
    fn a_change_of_any_byte_is_noticed() {
        let seal = seal(&[1]);
        let text = seal.seal(b"content", b"bound").unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for place in 0..bytes.len() {
            for bit in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[place] ^= bit;
                let changed = URL_SAFE_NO_PAD.encode(changed);
                assert_eq!(seal.open(&changed, b"bound", None), None, "{place}");
            }
        }
        for length in 0..text.len() {
            assert_eq!(seal.open(&text[..length], b"bound", None), None, "{length}");
        }
        for text in [
            format!("{text}-TAMPERED"),
            format!("{text}A"),
            "ä".to_owned(),
        ] {
            assert_eq!(seal.open(&text, b"bound", None), None);
        }
    }

    #[test]
    fn keys_rotate_and_the_first_one_seals() {
        let old = seal(&[1]).seal(b"a", b"").unwrap();
        assert!(seal(&[2, 1]).open(&old, b"", None).is_some());
        assert!(seal(&[2]).open(&old, b"", None).is_none());
        let new = seal(&[2, 1]).seal(b"a", b"").unwrap();
        assert!(seal(&[2]).open(&new, b"", None).is_some());
        assert!(seal(&[1]).open(&new, b"", None).is_none());
    }

    #[test]
    fn servers_without_keys_do_not_know_each_other() {
        let text = seal(&[]).seal(b"a", b"").unwrap();
        assert_eq!(seal(&[]).open(&text, b"", None), None);
    }

    #[test]
    fn what_is_sealed_expires() {
        let short = Seal::new(vec![[1; 32]], &limits(Duration::ZERO), false);
        let text = short.seal(b"a", b"").unwrap();
        assert_eq!(short.open(&text, b"", None), None);
        // The time of the sealing counts, not that of the opening.
        assert_eq!(seal(&[1]).open(&text, b"", None), None);
    }

    #[test]
    fn a_long_text_is_neither_sealed_nor_opened() {
        let seal = seal(&[1]);
        let overhead = NONCE + TIME + TAG;
        let fits = vec![b'x'; LONGEST / 4 * 3 - overhead];
        let text = seal.seal(&fits, b"").unwrap();
        assert_eq!(text.len(), LONGEST);
        assert!(seal.open(&text, b"", None).is_some());
        let long = vec![b'x'; fits.len() + 1];
        assert_eq!(seal.seal(&long, b""), Err(Unsealed::TooLong));
        assert_eq!(seal.open(&format!("{text}AAAA"), b"", None), None);
    }
}
