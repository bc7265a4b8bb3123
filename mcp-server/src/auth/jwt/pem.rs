//! Public keys in PEM (RFC 7468).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use super::key::Key;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

const NO_PEM: &str =
    "no PEM: it begins with `-----BEGIN PUBLIC KEY-----` and ends with `-----END PUBLIC KEY-----`";

/// All keys of a text.
pub(super) fn read(text: &str) -> Result<Vec<Key>, &'static str> {
    let blocks = text.split("-----BEGIN ").skip(1);
    let keys = blocks.map(block).collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() {
        return Err(NO_PEM);
    }
    Ok(keys)
}

/// One key, from its label on.
fn block(text: &str) -> Result<Key, &'static str> {
    let (label, rest) = text.split_once("-----").ok_or(NO_PEM)?;
    let (body, end) = rest.split_once("-----END ").ok_or(NO_PEM)?;
    if !end.starts_with(label) {
        return Err(NO_PEM);
    }
    let body: String = body.split_ascii_whitespace().collect();
    let der = STANDARD.decode(body).map_err(|_| NO_PEM)?;
    match label {
        "PUBLIC KEY" => any(&der),
        "RSA PUBLIC KEY" => Key::rsa_der(&der),
        "CERTIFICATE" => Err("a certificate: take its key out with `openssl x509 -pubkey -noout`"),
        label if label.ends_with("PRIVATE KEY") => Err(
            "a private key, which belongs to the issuer alone: take the public one with `openssl pkey -pubout`",
        ),
        _ => Err("no public key: its label must be `PUBLIC KEY` or `RSA PUBLIC KEY`"),
    }
}

/// A key that says of which kind it is (RFC 5280, section 4.1.2.7).
fn any(der: &[u8]) -> Result<Key, &'static str> {
    let info =
        SubjectPublicKeyInfoRef::try_from(der).map_err(|_| "no public key, but other DER")?;
    let key = info.subject_public_key.as_bytes().unwrap_or_default();
    let curve = info.algorithm.parameters_oid().ok();
    match (info.algorithm.oid, curve) {
        (RSA, _) => Key::rsa_der(key),
        (EC, Some(P256)) => Key::p256(key),
        (EC, Some(P384)) => Key::p384(key),
        (ED25519, _) => Key::ed25519(key),
        _ => Err("a key of an unknown kind: use RSA, P-256, P-384 or Ed25519"),
    }
}
