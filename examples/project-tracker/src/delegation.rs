//! How the MCP server calls the REST APIs for somebody: with a token of its own that names them, never with theirs.
//!
//! A caller's credential is for the server that it was shown to. That server asks who it belongs to (`POST
//! /api/v1/introspect`), signs a [`Delegation`] for each request that follows from it, and tells of the call (`POST
//! /api/v1/calls`). Server and backend share one secret for the three.

use std::fmt;

use jsonwebtoken::get_current_timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::secret;
use crate::signature::{LEEWAY, Signer};

pub(crate) const ISSUER: &str = "project-tracker-mcp";
pub(crate) const AUDIENCE: &str = "project-tracker-rest";

/// For how many seconds a delegation is good at most: as long as a request takes to arrive.
pub(crate) const LIFETIME: u64 = 60;

/// One of the two REST APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(crate) enum Api {
    /// The workspace.
    V1,
    /// The agency.
    V4,
}

impl Api {
    /// Its name on the wire.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V4 => "v4",
        }
    }
}

/// Leave to call an API as one of its accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delegation {
    /// The API it is for.
    pub(crate) api: Api,
    /// The number of the account.
    pub(crate) account: i64,
    /// What the request may do, in the API's scopes, separated by spaces. What the account may not is not had this way.
    pub(crate) scope: String,
    /// The number of the personal access token behind it, or of the API key of the agency. Once that is revoked the
    /// delegation is worth nothing.
    pub(crate) token: Option<i64>,
}

/// What a delegation says on the wire.
#[derive(Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
    api: Api,
    scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token_id: Option<i64>,
}

/// The secret that the MCP server and the backend share.
pub(crate) struct ServiceSecret {
    secret: String,
    signer: Signer,
}

impl ServiceSecret {
    /// Without a secret one is made up, which is good until the process ends.
    ///
    /// Fails if the secret has less than 32 bytes.
    pub(crate) fn new(secret: Option<&str>) -> anyhow::Result<Self> {
        let secret = match secret {
            Some(secret) => secret.to_owned(),
            None => secret::random::<{ secret::SHORTEST }>()?,
        };
        let signer = Signer::new("--service-secret", &secret, ISSUER, AUDIENCE)?;
        Ok(Self { secret, signer })
    }

    /// The secret itself, for the header that proves to the backend who asks.
    pub(crate) fn expose(&self) -> &str {
        &self.secret
    }

    /// Whether this is the secret. How long the answer takes says nothing about it.
    pub(crate) fn is(&self, shown: &[u8]) -> bool {
        let [own, shown] = [self.secret.as_bytes(), shown].map(Sha256::digest);
        own.as_slice().ct_eq(shown.as_slice()).into()
    }

    /// A bearer token that is good for [`LIFETIME`] seconds; one for each request.
    pub(crate) fn mint(&self, delegation: &Delegation) -> anyhow::Result<String> {
        let now = get_current_timestamp();
        self.signer.sign(&Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: delegation.account.to_string(),
            iat: now,
            exp: now + LIFETIME,
            api: delegation.api,
            scope: delegation.scope.clone(),
            token_id: delegation.token,
        })
    }

    /// What a bearer token delegates, if it is for this API and still good.
    pub(crate) fn read(&self, token: &[u8], api: Api) -> Option<Delegation> {
        let claims: Claims = self.signer.read(token)?;
        let now = get_current_timestamp();
        let short = claims.exp <= now + LIFETIME + LEEWAY && claims.exp <= claims.iat + LIFETIME;
        (short && claims.api == api).then_some(Delegation {
            api,
            account: claims.sub.parse().ok()?,
            scope: claims.scope,
            token: claims.token_id,
        })
    }
}

/// The secret is never shown.
impl fmt::Debug for ServiceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceSecret(…)")
    }
}
