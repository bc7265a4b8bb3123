//! What the tests sign with.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use jsonwebtoken::jwk::EllipticCurve;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use super::super::{Jwt, Keys};
use crate::auth::{Secret, Verdict};

pub(super) const ISSUER: &str = "https://id.example.com";
pub(super) const AUDIENCE: &str = "https://tracker.example.com/mcp";
/// Long enough for all of HS256, HS384 and HS512.
pub(super) const SECRET: &[u8; 64] =
    b"only-the-tests-know-this-5ecr3t-only-the-tests-know-this-5ecr3t-";

/// In seconds since 1970.
pub(super) const NOW: u64 = 2_000_000_000;

/// The families of algorithms, each with a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Shared,
    Rsa,
    P256,
    P384,
    Ed25519,
}

pub(super) const ALL: [(Family, &str); 12] = [
    (Family::Shared, "HS256"),
    (Family::Shared, "HS384"),
    (Family::Shared, "HS512"),
    (Family::Rsa, "RS256"),
    (Family::Rsa, "RS384"),
    (Family::Rsa, "RS512"),
    (Family::Rsa, "PS256"),
    (Family::Rsa, "PS384"),
    (Family::Rsa, "PS512"),
    (Family::P256, "ES256"),
    (Family::P384, "ES384"),
    (Family::Ed25519, "EdDSA"),
];

impl Family {
    pub(super) const EACH: [Self; 5] = [
        Self::Shared,
        Self::Rsa,
        Self::P256,
        Self::P384,
        Self::Ed25519,
    ];

    fn private(self) -> &'static [u8] {
        match self {
            Self::Shared => SECRET,
            Self::Rsa => include_bytes!("keys/rsa.der"),
            Self::P256 => include_bytes!("keys/p256.der"),
            Self::P384 => include_bytes!("keys/p384.der"),
            Self::Ed25519 => include_bytes!("keys/ed25519.der"),
        }
    }

    fn signing(self) -> EncodingKey {
        let key = self.private();
        match self {
            Self::Shared => EncodingKey::from_secret(key),
            Self::Rsa => EncodingKey::from_rsa_der(key),
            Self::P256 | Self::P384 => EncodingKey::from_ec_der(key),
            Self::Ed25519 => EncodingKey::from_ed_der(key),
        }
    }

    /// The public key in PEM.
    pub(super) fn pem(self) -> &'static str {
        match self {
            Self::Shared => "",
            Self::Rsa => include_str!("keys/rsa.pem"),
            Self::P256 => include_str!("keys/p256.pem"),
            Self::P384 => include_str!("keys/p384.pem"),
            Self::Ed25519 => include_str!("keys/ed25519.pem"),
        }
    }

    pub(super) fn keys(self) -> Keys {
        match self {
            Self::Shared => Keys::secret(SECRET).unwrap(),
            _ => Keys::pem(self.pem()).unwrap(),
        }
    }

    /// The public key as a JWK.
    pub(super) fn jwk(self) -> Value {
        let parts = &DEFAULT_PROVIDER.key_utils;
        match self {
            Self::Shared => json!({ "kty": "oct", "k": encode(SECRET) }),
            Self::Rsa => {
                let (n, e) = (parts.rsa_pub_components_from_private_key)(self.private()).unwrap();
                json!({ "kty": "RSA", "n": encode(n), "e": encode(e) })
            }
            Self::P256 => self.curve(Algorithm::ES256, "P-256"),
            Self::P384 => self.curve(Algorithm::ES384, "P-384"),
            Self::Ed25519 => {
                let point = parts.ed_pub_components_from_private_key;
                let x = point(self.private(), &EllipticCurve::Ed25519).unwrap();
                json!({ "kty": "OKP", "crv": "Ed25519", "x": encode(x) })
            }
        }
    }

    fn curve(self, algorithm: Algorithm, name: &str) -> Value {
        let point = DEFAULT_PROVIDER
            .key_utils
            .ec_pub_components_from_private_key;
        let (_, x, y) = point(self.private(), algorithm).unwrap();
        json!({ "kty": "EC", "crv": name, "x": encode(x), "y": encode(y) })
    }
}

/// An object with some members changed; those that become `null` are removed.
pub(super) fn with(mut object: Value, changes: &Value) -> Value {
    let members = object.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    object
}

/// Claims that are all right.
pub(super) fn claims() -> Value {
    json!({
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "ann",
        "exp": NOW + 300,
    })
}

/// A token with any head, signed by an algorithm that need not be the one in the head.
pub(super) fn forged(head: &Value, claims: &Value, by: (&EncodingKey, Algorithm)) -> String {
    let message = format!(
        "{}.{}",
        encode(head.to_string()),
        encode(claims.to_string())
    );
    let signer = (DEFAULT_PROVIDER.signer_factory)(&by.1, by.0).unwrap();
    let signature = signer.try_sign(message.as_bytes()).unwrap();
    format!("{message}.{}", encode(signature))
}

pub(super) fn token(family: Family, algorithm: &str, claims: &Value) -> String {
    let head = json!({ "alg": algorithm, "typ": "JWT" });
    forged(
        &head,
        claims,
        (&family.signing(), algorithm.parse().unwrap()),
    )
}

/// A token of the shared secret with some members of its head and its claims changed.
pub(super) fn changed(head: &Value, changes: &Value) -> String {
    let head = with(json!({ "alg": "HS256" }), head);
    let key = EncodingKey::from_secret(SECRET);
    forged(&head, &with(claims(), changes), (&key, Algorithm::HS256))
}

/// A good token of a key with a name.
pub(super) fn by_key(name: &str, family: Family, algorithm: &str) -> String {
    let head = json!({ "alg": algorithm, "kid": name });
    forged(
        &head,
        &claims(),
        (&family.signing(), algorithm.parse().unwrap()),
    )
}

pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn jwt(keys: Keys) -> Jwt {
    Jwt::new(ISSUER, AUDIENCE, keys)
}

pub(super) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

pub(super) async fn look(jwt: &Jwt, token: &str) -> Verdict {
    jwt.clone().look(Secret::new(token), at(NOW)).await
}

/// Whom a token proves, or else why none.
pub(super) async fn outcome(jwt: &Jwt, token: &str) -> String {
    match look(jwt, token).await {
        Verdict::Known(principal) => principal.subject().to_owned(),
        Verdict::Refused(why) => why.into_owned(),
        other => format!("{other:?}"),
    }
}

pub(super) const UNSIGNED: &str = "the token is not signed by its issuer";
