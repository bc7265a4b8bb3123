//! Who calls, and the API as they may use it.
//!
//! What a caller shows is shown to the backend once, which says whose it is; then it is forgotten. Each call of the API
//! carries a token of our own that names the caller, and lets it do what the caller may and no more.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use mcp_rest::{Rest, path};
use mcp_server::auth::{Lookup, LookupError, Secret};
use mcp_server::{Context, Description, FromContext, Principal, Rejection, State, ToolResult};
use serde::Deserialize;

use super::service;
use crate::delegation::{Api, Delegation, ServiceSecret};
use crate::identity::Identity;

/// One of the APIs, and the secret by which it trusts this server.
#[derive(Clone)]
pub(crate) struct Access {
    api: Api,
    rest: Rest,
    /// Where credentials of both APIs are looked at.
    introspection: Rest,
    secret: Arc<ServiceSecret>,
}

impl Access {
    /// Access to an API of the backend at this address.
    pub(crate) fn new(
        backend: &str,
        api: Api,
        secret: &Arc<ServiceSecret>,
    ) -> Result<Self, mcp_rest::BuildError> {
        Ok(Self {
            api,
            rest: Rest::builder(&format!("{backend}/api/{}", api.name())).build()?,
            introspection: service(backend, secret)?,
            secret: Arc::clone(secret),
        })
    }

    /// Looks at a credential again, for whoever is known by it for longer than a request, and notes which features are
    /// on by now.
    pub(super) async fn refresh(
        &self,
        shown: &Secret,
        known: &Principal,
    ) -> Result<(), LookupError> {
        let now = self.find(shown).await?;
        let now = now.as_ref().and_then(Principal::data::<Account>);
        if let (Some(known), Some(now)) = (known.data::<Account>(), now) {
            let now = now
                .features
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            *known
                .features
                .write()
                .unwrap_or_else(PoisonError::into_inner) = now;
        }
        Ok(())
    }

    /// The API as somebody may use it.
    fn of(&self, principal: &Principal) -> anyhow::Result<Caller> {
        let account = principal
            .data::<Account>()
            .ok_or_else(|| anyhow::anyhow!("a principal without an account"))?;
        let scopes: Vec<&str> = principal.scopes().collect();
        let Identity {
            api,
            account,
            token,
        } = account.identity;
        let token = self.secret.mint(&Delegation {
            api,
            account,
            scope: scopes.join(" "),
            token,
        })?;
        Ok(Caller(self.rest.with_bearer(&token)))
    }
}

/// The account behind a caller.
#[derive(Debug)]
pub(super) struct Account {
    identity: Identity,
    /// The features that are on for its org.
    features: RwLock<Vec<String>>,
}

impl Account {
    /// The number of the token or the key it called with, and the API that it is for.
    pub(super) fn credential(&self) -> Option<(Api, i64)> {
        Some((self.identity.api, self.identity.token?))
    }

    /// Whether a feature is on for its org.
    pub(super) fn has(&self, feature: &str) -> bool {
        let features = self.features.read().unwrap_or_else(PoisonError::into_inner);
        features.iter().any(|on| on == feature)
    }
}

/// What the backend says of a credential (RFC 7662).
#[derive(Deserialize)]
struct Introspection {
    active: bool,
    #[serde(flatten)]
    known: Option<Known>,
}

#[derive(Deserialize)]
struct Known {
    api: Api,
    sub: String,
    name: String,
    org: String,
    scope: String,
    #[serde(default)]
    features: Vec<String>,
    exp: Option<u64>,
    token_id: Option<i64>,
}

/// Asks the backend at every request, so that a token is worth nothing from the moment it is revoked.
impl Lookup for Access {
    async fn find(&self, shown: &Secret) -> Result<Option<Principal>, LookupError> {
        let question = self.introspection.post(path!["introspect"]);
        let question = question.form(&[("token", shown.expose())]);
        let answer: Introspection = question.send().await?;
        let known = answer
            .known
            .filter(|known| answer.active && known.api == self.api);
        Ok(known.map(principal).transpose()?)
    }
}

fn principal(known: Known) -> Result<Principal, std::num::ParseIntError> {
    let identity = Identity {
        api: known.api,
        account: known.sub.parse()?,
        token: known.token_id,
    };
    let account = Account {
        identity,
        features: RwLock::new(known.features),
    };
    let claims = [("name", known.name), ("org", known.org)];
    let claims = claims.map(|(name, value)| (name.to_owned(), value.into()));
    let mut principal = Principal::new(identity.issuer(), identity.subject())
        .with_scopes(known.scope.split_whitespace())
        .with_claims(claims.into_iter().collect())
        .with_data(account);
    if let Some(client) = identity.client() {
        principal = principal.with_client(client);
    }
    Ok(match known.exp {
        Some(seconds) => principal.until(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
        None => principal,
    })
}

/// The backend, as the caller of a tool may use it.
pub(crate) struct Caller(Rest);

impl Deref for Caller {
    type Target = Rest;

    fn deref(&self) -> &Rest {
        &self.0
    }
}

impl FromContext for Caller {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let access = State::<Access>::from_context(context)?;
        let principal = Principal::from_context(context)?;
        access.of(&principal).map_err(|error| {
            tracing::error!(%error, "cannot call the backend for somebody");
            Rejection::Answer(ToolResult::error(
                "internal error: no access to the backend",
            ))
        })
    }

    fn needs(description: &mut Description) {
        State::<Access>::needs(description);
    }
}
