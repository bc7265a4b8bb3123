//! One key, and what it may be used for.

use std::fmt;
use std::ops::RangeInclusive;

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use jsonwebtoken::{Algorithm, DecodingKey};

use super::token::Token;

/// A key with the algorithms that it is for. A token chooses among these only, so a public key is
/// never taken for a shared secret (RFC 8725, section 3.1).
pub(super) struct Key {
    name: Option<String>,
    algorithms: Vec<Algorithm>,
    material: DecodingKey,
}

const SHARED: [(usize, Algorithm); 3] = [
    (32, Algorithm::HS256),
    (48, Algorithm::HS384),
    (64, Algorithm::HS512),
];
const RSA: [Algorithm; 6] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
];
/// In bits: what RFC 7518, section 3.3 asks for at least, and the most that is computed with.
const RSA_LENGTHS: RangeInclusive<usize> = 2048..=4096;

impl Key {
    /// A secret that issuer and server share: each algorithm needs one that is as long as its hash
    /// (RFC 7518, section 3.2).
    pub(super) fn shared(secret: &[u8]) -> Result<Self, &'static str> {
        let enough = SHARED
            .into_iter()
            .filter(|(length, _)| secret.len() >= *length);
        let algorithms: Vec<_> = enough.map(|(_, algorithm)| algorithm).collect();
        if algorithms.is_empty() {
            return Err(
                "a secret must have at least 32 bytes: make one with `openssl rand -hex 32`",
            );
        }
        Ok(Self::new(algorithms, DecodingKey::from_secret(secret)))
    }

    /// An RSA key by its modulus and its exponent, each with the highest byte first.
    pub(super) fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, &'static str> {
        if !RSA_LENGTHS.contains(&bits(modulus)) {
            return Err("an RSA key must have 2048 to 4096 bits");
        }
        let odd = exponent.last().is_some_and(|last| last % 2 == 1);
        if !odd || !(2..=32).contains(&bits(exponent)) {
            return Err("the exponent of an RSA key must be odd, and from 3 to 32 bits long");
        }
        let material = DecodingKey::from_rsa_raw_components(modulus, exponent);
        Ok(Self::new(RSA.to_vec(), material))
    }

    /// An RSA key as PKCS #1 writes it.
    pub(super) fn rsa_der(der: &[u8]) -> Result<Self, &'static str> {
        let parts = DEFAULT_PROVIDER
            .key_utils
            .rsa_pub_components_from_public_key;
        let (modulus, exponent) = parts(der).map_err(|_| "it is no RSA key of up to 4096 bits")?;
        Self::rsa(&modulus, &exponent)
    }

    /// A point on the curve P-256.
    pub(super) fn p256(point: &[u8]) -> Result<Self, &'static str> {
        Self::new(vec![Algorithm::ES256], DecodingKey::from_ec_der(point)).tried()
    }

    /// A point on the curve P-384.
    pub(super) fn p384(point: &[u8]) -> Result<Self, &'static str> {
        Self::new(vec![Algorithm::ES384], DecodingKey::from_ec_der(point)).tried()
    }

    /// A point on the curve Ed25519.
    pub(super) fn ed25519(point: &[u8]) -> Result<Self, &'static str> {
        if point.len() != 32 {
            return Err("an Ed25519 key must have 32 bytes");
        }
        Self::new(vec![Algorithm::EdDSA], DecodingKey::from_ed_der(point)).tried()
    }

    fn new(algorithms: Vec<Algorithm>, material: DecodingKey) -> Self {
        Self {
            name: None,
            algorithms,
            material,
        }
    }

    /// The same under a name.
    pub(super) fn named(mut self, name: Option<String>) -> Self {
        self.name = name;
        self
    }

    /// The same for one of its algorithms only, if it is one.
    pub(super) fn only(mut self, algorithm: Algorithm) -> Result<Self, &'static str> {
        self.algorithms.retain(|known| *known == algorithm);
        if self.algorithms.is_empty() {
            return Err("the key is too short for its `alg`, or of another kind");
        }
        Ok(self)
    }

    /// The same, if it can be computed with.
    fn tried(self) -> Result<Self, &'static str> {
        let usable = |algorithm| (DEFAULT_PROVIDER.verifier_factory)(algorithm, &self.material);
        if self.algorithms.iter().any(|one| usable(one).is_err()) {
            return Err("the key is no point on its curve");
        }
        Ok(self)
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether a token that names this key, or none, may be signed with it.
    pub(super) fn fits(&self, named: Option<&str>) -> bool {
        named.is_none() || self.name.is_none() || self.name() == named
    }

    /// Whether this key has signed a token.
    pub(super) fn signed(&self, token: &Token<'_>) -> bool {
        let Some(algorithm) = token.algorithm.filter(|one| self.algorithms.contains(one)) else {
            return false;
        };
        // Not the default of the process, which fails where another crate chooses other cryptography.
        let verifier = (DEFAULT_PROVIDER.verifier_factory)(&algorithm, &self.material);
        let message = token.message.as_bytes();
        verifier.is_ok_and(|verifier| verifier.verify(message, &token.signature).is_ok())
    }
}

/// How many bits a number has, whose highest bytes may be zero.
fn bits(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros..];
    let top = number.first().map_or(0, |top| top.leading_zeros() as usize);
    8 * number.len() - top
}

/// The key itself is not shown.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("name", &self.name)
            .field("algorithms", &self.algorithms)
            .finish_non_exhaustive()
    }
}
