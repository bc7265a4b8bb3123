//! The keys that tokens are signed with.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::super::{LookupError, SchemeError};
use super::fetched::{Failed, Fetched};
use super::jwk::{self, Secrets};
use super::key::Key;
use super::pem;

/// The keys that an issuer signs its tokens with.
///
/// Each is for the algorithms of its kind only; a token cannot have itself checked with another, nor
/// with none.
#[derive(Clone)]
pub struct Keys(Kind);

#[derive(Clone)]
enum Kind {
    Fixed(Arc<[Key]>),
    Fetched(Arc<Fetched>),
}

impl Keys {
    /// One secret that issuer and server share: of 32 bytes for HS256, 48 for HS384, 64 for HS512, or
    /// longer.
    ///
    /// # Errors
    ///
    /// If it has less than 32 bytes.
    pub fn secret(secret: impl AsRef<[u8]>) -> Result<Self, SchemeError> {
        let key = Key::shared(secret.as_ref()).map_err(SchemeError::new)?;
        Ok(Self::fixed(vec![key]))
    }

    /// Public keys in PEM, one after the other: RSA from 2048 to 4096 bits, P-256, P-384, Ed25519.
    ///
    /// ```
    /// use mcp_server::auth::Keys;
    /// # fn main() -> Result<(), mcp_server::auth::SchemeError> {
    /// let keys = Keys::pem(
    ///     "-----BEGIN PUBLIC KEY-----
    ///     MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
    ///     -----END PUBLIC KEY-----",
    /// )?;
    /// # let _ = keys;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If it holds no key, or anything that is none.
    pub fn pem(pem: impl AsRef<str>) -> Result<Self, SchemeError> {
        let keys = pem::read(pem.as_ref())
            .map_err(|why| SchemeError::new(format!("the public key is {why}")))?;
        Ok(Self::fixed(keys))
    }

    /// A JWK set: JSON with a list of `keys` (RFC 7517), of at most 64. Keys of unknown kinds or for
    /// other uses are passed over.
    ///
    /// # Errors
    ///
    /// If there is no key in it that verifies tokens.
    pub fn set(json: impl AsRef<[u8]>) -> Result<Self, SchemeError> {
        let keys = jwk::read(json.as_ref(), Secrets::Taken).map_err(SchemeError::new)?;
        Ok(Self::fixed(keys))
    }

    /// The JWK set that an issuer publishes, under `jwks_uri` in its metadata. Fetching it is left to
    /// a client of yours, which should accept HTTPS only.
    ///
    /// ```
    /// use mcp_server::auth::Keys;
    /// # async fn get(_url: &str) -> std::io::Result<String> { Ok(String::new()) }
    /// let keys = Keys::fetched(async || Ok(get("https://id.example.com/jwks.json").await?));
    /// # let _ = keys;
    /// ```
    ///
    /// It is fetched when it is first needed, again when a token names a key that is not in it, and
    /// every [ten minutes](Self::refreshed_every) if there are tokens to verify: by one at a time,
    /// within five seconds, and at most once a minute, or every ten seconds while that fails. What was
    /// fetched stays in use if it cannot be fetched again; until it is there for the first time,
    /// tokens are answered with 503. Secrets in it are passed over, for everybody can read them.
    pub fn fetched<Fetch, Fetching, Json>(fetch: Fetch) -> Self
    where
        Fetch: Fn() -> Fetching + Send + Sync + 'static,
        Fetching: Future<Output = Result<Json, LookupError>> + Send + 'static,
        Json: AsRef<[u8]> + Send,
    {
        let fetch = move || {
            let fetching = fetch();
            Box::pin(async move { Ok(fetching.await?.as_ref().to_vec()) }) as _
        };
        Self(Kind::Fetched(Arc::new(Fetched::new(Box::new(fetch)))))
    }

    /// The same, but fetched again after another time than ten minutes. Keys that are older than
    /// twice that time are not used before it was tried. Has no effect on keys that are given.
    #[must_use]
    pub fn refreshed_every(self, interval: Duration) -> Self {
        if let Kind::Fetched(fetched) = &self.0 {
            fetched.set_interval(interval);
        }
        self
    }

    fn fixed(keys: Vec<Key>) -> Self {
        Self(Kind::Fixed(keys.into()))
    }

    /// The keys as they are known, if they are.
    pub(super) async fn now(&self) -> Option<Arc<[Key]>> {
        match &self.0 {
            Kind::Fixed(keys) => Some(Arc::clone(keys)),
            Kind::Fetched(fetched) => fetched.now().await,
        }
    }

    /// Newer keys than these, if there are any.
    pub(super) async fn after(&self, seen: &Arc<[Key]>) -> Result<Option<Arc<[Key]>>, Failed> {
        match &self.0 {
            Kind::Fixed(_) => Ok(None),
            Kind::Fetched(fetched) => fetched.after(seen).await,
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Fixed(keys) => f.debug_tuple("Keys").field(keys).finish(),
            Kind::Fetched(fetched) => fetched.fmt(f),
        }
    }
}
