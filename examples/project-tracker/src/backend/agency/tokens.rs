//! Bearer tokens: JWTs (RFC 7519) signed with HS256, which say whose they are and until when.
//!
//! A token names the account and nothing else. Role, division and whether the account is active are looked up for every
//! request, so that a token gives no more than its account has at the time.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

pub(super) const ISSUER: &str = "project-tracker";
pub(super) const AUDIENCE: &str = "agency";
pub(super) const LIFETIME: Duration = Duration::from_secs(60 * 60);
/// As long as the hash itself (RFC 7518, section 3.2).
const SHORTEST_SECRET: usize = 32;

/// Issues tokens and reads them.
pub(super) struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
    rules: Validation,
}

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    /// The number of the account.
    pub(super) sub: String,
    pub(super) iat: u64,
    pub(super) exp: u64,
}

impl Tokens {
    /// Without a secret one is made up, and the tokens are worth nothing once the process has ended.
    pub(super) fn new(secret: Option<&str>) -> anyhow::Result<Self> {
        let mut made_up = [0; SHORTEST_SECRET];
        let secret = match secret {
            Some(secret) => secret.as_bytes(),
            None => {
                getrandom::fill(&mut made_up).context("the system has no random numbers")?;
                &made_up
            }
        };
        ensure!(
            secret.len() >= SHORTEST_SECRET,
            "the secret of the tokens must have at least {SHORTEST_SECRET} bytes"
        );
        let mut rules = Validation::new(Algorithm::HS256);
        rules.leeway = 5;
        rules.validate_nbf = true;
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        Ok(Self {
            signing: EncodingKey::from_secret(secret),
            reading: DecodingKey::from_secret(secret),
            rules,
        })
    }

    /// A token for an account, good for [`LIFETIME`].
    pub(super) fn issue(&self, account: i64) -> anyhow::Result<String> {
        let now = jsonwebtoken::get_current_timestamp();
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: account.to_string(),
            iat: now,
            exp: now + LIFETIME.as_secs(),
        };
        let header = Header::new(Algorithm::HS256);
        Ok(jsonwebtoken::encode(&header, &claims, &self.signing)?)
    }

    /// The account whose token this is, if it is one of ours and has not expired.
    pub(super) fn account(&self, token: &[u8]) -> Option<i64> {
        let token = jsonwebtoken::decode::<Claims>(token, &self.reading, &self.rules).ok()?;
        token.claims.sub.parse().ok()
    }
}
