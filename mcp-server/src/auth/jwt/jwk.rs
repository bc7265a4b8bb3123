//! Sets of keys in JSON (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use super::key::Key;
use super::token::algorithm;

/// In bytes.
const LONGEST: usize = 256 * 1024;
/// How many keys a set has at most: a token that names no key is tried with each.
const MOST: usize = 64;

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<Number>,
    e: Option<Number>,
    x: Option<Number>,
    y: Option<Number>,
    k: Option<Number>,
}

/// Bytes in base64url.
#[derive(Default, Deserialize)]
#[serde(try_from = "String")]
struct Number(Vec<u8>);

impl TryFrom<String> for Number {
    type Error = &'static str;

    /// With padding too, which some issuers write.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let decoded = URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
        decoded.map(Self).map_err(|_| "not in base64url")
    }
}

/// The keys of a set that can verify tokens. Others are passed over (RFC 7517, section 5).
pub(super) fn read(json: &[u8], secrets: Secrets) -> Result<Vec<Key>, &'static str> {
    if json.len() > LONGEST {
        return Err("the JWK set is longer than 256 KiB");
    }
    let set: Set = serde_json::from_slice(json)
        .map_err(|_| "no JWK set: it is a JSON object with a list of `keys`")?;
    if set.keys.len() > MOST {
        return Err("the JWK set has more than 64 keys");
    }
    let keys: Vec<_> = set
        .keys
        .into_iter()
        .filter_map(|key| one(key, secrets))
        .collect();
    if keys.is_empty() {
        return Err(
            "the JWK set has no key that verifies tokens: RSA from 2048 bits on, P-256, P-384 or Ed25519",
        );
    }
    Ok(keys)
}

/// Whether a set may hold secrets: one that others get to see must not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrets {
    Taken,
    PassedOver,
}

fn one(json: Value, secrets: Secrets) -> Option<Key> {
    let name = json.get("kid").and_then(Value::as_str).map(str::to_owned);
    let read = Jwk::deserialize(json)
        .map_err(|_| "it is not written as RFC 7517 says")
        .and_then(|jwk| jwk.key(secrets));
    match read {
        Ok(key) => Some(key),
        Err(why) => {
            tracing::debug!(key = name, why, "a key of a JWK set is passed over");
            None
        }
    }
}

impl Jwk {
    fn key(self, secrets: Secrets) -> Result<Key, &'static str> {
        let signs = self.usage.as_deref().is_none_or(|usage| usage == "sig");
        let verifies = |all: &Vec<String>| all.iter().any(|one| one == "verify");
        if !signs || !self.key_ops.as_ref().is_none_or(verifies) {
            return Err("it is not for signatures");
        }
        let [n, e, x, y, k] =
            [self.n, self.e, self.x, self.y, self.k].map(Option::unwrap_or_default);
        let key = match (&*self.kty, self.crv.as_deref()) {
            ("RSA", _) => Key::rsa(&n.0, &e.0),
            ("EC", Some("P-256")) => Key::p256(&point::<32>(&x, &y)?),
            ("EC", Some("P-384")) => Key::p384(&point::<48>(&x, &y)?),
            ("OKP", Some("Ed25519")) => Key::ed25519(&x.0),
            ("oct", _) if secrets == Secrets::Taken => Key::shared(&k.0),
            ("oct", _) => Err("it is a secret, which everybody could read"),
            _ => Err("its kind is unknown"),
        }?;
        let key = match self.alg.as_deref() {
            None => key,
            Some(name) => key.only(algorithm(name).ok_or("its `alg` is unknown")?)?,
        };
        Ok(key.named(self.kid))
    }
}

/// A point on a curve, uncompressed (SEC 1, section 2.3.3).
fn point<const WIDTH: usize>(x: &Number, y: &Number) -> Result<Vec<u8>, &'static str> {
    if x.0.len() != WIDTH || y.0.len() != WIDTH {
        return Err("its coordinates have a wrong length");
    }
    Ok([&[4], &*x.0, &*y.0].concat())
}
