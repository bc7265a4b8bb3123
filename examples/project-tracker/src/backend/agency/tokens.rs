//! Bearer tokens, which say whose they are and until when.
//!
//! A token names the account and the key it was had for, and nothing else. Role, division, and whether account and key are
//! good are looked up for every request, so that a token gives no more than both have at the time.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::secret;
use crate::signature::Signer;

pub(super) const ISSUER: &str = "project-tracker";
pub(super) const AUDIENCE: &str = "agency";
pub(super) const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// Issues tokens and reads them.
pub(super) struct Tokens(Signer);

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    /// The number of the account.
    pub(super) sub: String,
    /// The number of the API key it was had for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key_id: Option<i64>,
    pub(super) iat: u64,
    pub(super) exp: u64,
}

/// A token that is good.
pub(super) struct Good {
    pub(super) account: i64,
    /// The number of the API key it was had for. Once that is revoked the token is worth nothing.
    pub(super) key: Option<i64>,
    /// Until when it is good, in seconds since 1970.
    pub(super) expires: u64,
}

impl Tokens {
    /// Without a secret one is made up, and the tokens are worth nothing once the process has ended.
    pub(super) fn new(secret: Option<&str>) -> anyhow::Result<Self> {
        let secret = match secret {
            Some(secret) => secret.to_owned(),
            None => secret::random::<{ secret::SHORTEST }>()?,
        };
        Signer::new("--jwt-secret", &secret, ISSUER, AUDIENCE).map(Self)
    }

    /// A token for an account, good for [`LIFETIME`].
    pub(super) fn issue(&self, account: i64, key: Option<i64>) -> anyhow::Result<String> {
        let now = jsonwebtoken::get_current_timestamp();
        self.0.sign(&Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: account.to_string(),
            key_id: key,
            iat: now,
            exp: now + LIFETIME.as_secs(),
        })
    }

    /// Whose token this is, if it is one of ours and has not expired.
    pub(super) fn read(&self, token: &[u8]) -> Option<Good> {
        let claims: Claims = self.0.read(token)?;
        Some(Good {
            account: claims.sub.parse().ok()?,
            key: claims.key_id,
            expires: claims.exp,
        })
    }
}
