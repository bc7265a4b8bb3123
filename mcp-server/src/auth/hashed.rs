//! Secrets that are known beforehand, kept as hashes.

use mcp_core::Principal;
use sha2::{Digest as _, Sha256};
use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};

use super::SchemeError;

type Hash = [u8; 32];

/// Whose each secret is. A secret is long and random, unlike a password, so a slow salted hash would
/// add nothing.
#[derive(Default)]
pub(super) struct Hashed(Vec<(Hash, Principal)>);

impl Hashed {
    /// Keeps the hash of a secret.
    pub(super) fn add(&mut self, secret: &str, principal: Principal) -> Result<(), SchemeError> {
        let carried = secret.bytes().all(|byte| byte.is_ascii_graphic());
        if secret.is_empty() || !carried {
            return Err(SchemeError::new(format!(
                "the secret of `{}` is empty or has characters that no header carries: use visible ASCII, without a line break at its end",
                principal.subject()
            )));
        }
        self.add_hash(Sha256::digest(secret).into(), principal)
    }

    /// Keeps a hash in hexadecimal.
    pub(super) fn add_hex(&mut self, hex: &str, principal: Principal) -> Result<(), SchemeError> {
        let hash = read(hex).ok_or_else(|| {
            SchemeError::new(format!(
                "the hash of the secret of `{}` is no SHA-256: write its 64 hexadecimal digits",
                principal.subject()
            ))
        })?;
        self.add_hash(hash, principal)
    }

    fn add_hash(&mut self, hash: Hash, principal: Principal) -> Result<(), SchemeError> {
        if let Some((_, first)) = self.0.iter().find(|(known, _)| *known == hash) {
            return Err(SchemeError::new(format!(
                "`{}` and `{}` have the same secret: give each its own",
                first.subject(),
                principal.subject()
            )));
        }
        self.0.push((hash, principal));
        Ok(())
    }

    /// Whose secret this is. How long it takes tells nothing about the secrets: each is compared, to
    /// its end.
    pub(super) fn find(&self, secret: &str) -> Option<&Principal> {
        let given: Hash = Sha256::digest(secret).into();
        let mut found = u64::MAX;
        for (place, (hash, _)) in (0..).zip(&self.0) {
            found.conditional_assign(&place, hash.ct_eq(&given));
        }
        let (_, principal) = self.0.get(usize::try_from(found).ok()?)?;
        Some(principal)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Reads 64 hexadecimal digits.
fn read(hex: &str) -> Option<Hash> {
    let digits = hex.as_bytes();
    let mut hash = [0; 32];
    if digits.len() != 2 * hash.len() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(16 * high + low).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Principal {
        Principal::new("test", name)
    }

    #[test]
    fn each_secret_finds_its_own_and_nothing_else_does() {
        let mut hashed = Hashed::default();
        for name in ["a", "b", "c"] {
            hashed.add(&format!("secret-{name}"), named(name)).unwrap();
        }
        for name in ["a", "b", "c"] {
            let found = hashed.find(&format!("secret-{name}")).unwrap();
            assert_eq!(found.subject(), name);
        }
        for wrong in ["", "secret-", "secret-d", "secret-a ", "Secret-a", "a"] {
            assert!(hashed.find(wrong).is_none(), "{wrong}");
        }
        assert!(Hashed::default().find("secret-a").is_none());
    }

    #[test]
    fn a_hash_stands_for_its_secret_in_either_case() {
        // What `printf abc | sha256sum` says.
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for hex in [hex.to_owned(), hex.to_uppercase()] {
            let mut hashed = Hashed::default();
            hashed.add_hex(&hex, named("a")).unwrap();
            assert_eq!(hashed.find("abc").unwrap().subject(), "a");
            assert!(hashed.find(&hex).is_none(), "a hash is no key");
        }
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        let signed = "+".repeat(64);
        let long = "a".repeat(66);
        let wide = "ä".repeat(32);
        for hex in ["", "abc", &signed, &long, &wide] {
            let error = Hashed::default().add_hex(hex, named("ann")).unwrap_err();
            assert!(error.to_string().contains("`ann`"), "{error}");
        }
    }

    #[test]
    fn a_secret_that_no_header_carries_is_refused_and_not_repeated() {
        for secret in ["", "s3cr3t\n", " s3cr3t", "s3cr3t s3cr3t", "s3cr3t€"] {
            let error = Hashed::default().add(secret, named("ann")).unwrap_err();
            assert!(!error.to_string().contains("s3cr3t"), "{error}");
        }
    }

    #[test]
    fn two_callers_cannot_share_a_secret() {
        let mut hashed = Hashed::default();
        hashed.add("s3cr3t", named("ann")).unwrap();
        let error = hashed.add("s3cr3t", named("bob")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`ann` and `bob` have the same secret: give each its own"
        );
    }
}
