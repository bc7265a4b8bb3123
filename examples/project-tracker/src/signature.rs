//! Tokens that say something about an account: JWTs (RFC 7519), signed with HS256 and with nothing else.

use anyhow::ensure;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::secret;

/// By how many seconds two clocks may differ.
pub(crate) const LEEWAY: u64 = 5;

/// Signs tokens of one issuer for one audience, and reads them.
pub(crate) struct Signer {
    signing: EncodingKey,
    reading: DecodingKey,
    rules: Validation,
}

impl Signer {
    /// Fails if the secret is too short, and says then which `option` it is.
    pub(crate) fn new(
        option: &str,
        secret: &str,
        issuer: &str,
        audience: &str,
    ) -> anyhow::Result<Self> {
        ensure!(
            secret.len() >= secret::SHORTEST,
            "{option} must have at least {} bytes",
            secret::SHORTEST
        );
        let mut rules = Validation::new(Algorithm::HS256);
        rules.leeway = LEEWAY;
        rules.validate_nbf = true;
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.set_issuer(&[issuer]);
        rules.set_audience(&[audience]);
        Ok(Self {
            signing: EncodingKey::from_secret(secret.as_bytes()),
            reading: DecodingKey::from_secret(secret.as_bytes()),
            rules,
        })
    }

    /// A token that says this.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> anyhow::Result<String> {
        let header = Header::new(Algorithm::HS256);
        Ok(jsonwebtoken::encode(&header, claims, &self.signing)?)
    }

    /// What a token says, if it has been signed here for this audience and has not expired.
    pub(crate) fn read<T: DeserializeOwned + Clone>(&self, token: &[u8]) -> Option<T> {
        let token = jsonwebtoken::decode(token, &self.reading, &self.rules).ok()?;
        Some(token.claims)
    }
}
