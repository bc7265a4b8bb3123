//! A token taken apart; nothing of it is proven yet.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// A token in its compact form (RFC 7515, section 7.1).
pub(super) struct Token<'t> {
    /// The name of the key that has signed it, if it says so.
    pub(super) key: Option<String>,
    /// Nothing for `none`, or for what nobody here knows.
    pub(super) algorithm: Option<Algorithm>,
    pub(super) claims: Map<String, Value>,
    /// What is signed: its first two parts with the dot between them.
    pub(super) message: &'t str,
    pub(super) signature: Vec<u8>,
    kind: Option<String>,
    /// It demands an understanding of members that nobody here has (RFC 7515, section 4.1.11).
    demanding: bool,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<IgnoredAny>,
}

impl<'t> Token<'t> {
    /// Takes a text apart, if it is a token at all.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let (message, signature) = text.rsplit_once('.')?;
        let (head, claims) = message.split_once('.')?;
        let head: Head = serde_json::from_slice(&decode(head)?).ok()?;
        Some(Self {
            algorithm: algorithm(&head.alg),
            key: head.kid,
            claims: serde_json::from_slice(&decode(claims)?).ok()?,
            message,
            signature: decode(signature)?,
            kind: head.typ,
            demanding: head.crit.is_some(),
        })
    }

    /// Whether it may be a token for access (RFC 9068): an issuer signs other things as well, such as
    /// that somebody has logged out, and says so in their type.
    pub(super) fn usual(&self) -> bool {
        let kind = self.kind.as_deref().unwrap_or("JWT");
        let usual = ["JWT", "at+jwt", "application/at+jwt"];
        !self.demanding && usual.iter().any(|usual| kind.eq_ignore_ascii_case(usual))
    }
}

fn decode(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}

/// An algorithm by its name (RFC 7518, RFC 8037, RFC 9864).
pub(super) fn algorithm(name: &str) -> Option<Algorithm> {
    match name {
        "Ed25519" => Some(Algorithm::EdDSA),
        name => name.parse().ok(),
    }
}
