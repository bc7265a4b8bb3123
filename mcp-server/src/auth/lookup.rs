//! Asking somebody else whose a secret is: a database, or the service that issued it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use mcp_core::Principal;

use super::outage::Outage;
use super::{Secret, Verdict, Verifying};

/// Finds out whose a secret is.
///
/// A closure will do where it has all it needs in its argument:
///
/// ```
/// use mcp_server::Principal;
/// use mcp_server::auth::{Bearer, Secret};
/// # async fn introspect(_token: &str) -> std::io::Result<Option<String>> { Ok(None) }
/// let tokens = Bearer::lookup(async |token: Secret| {
///     let user = introspect(token.expose()).await?;
///     Ok(user.map(|user| Principal::new("https://id.example.com", user)))
/// });
/// # let _ = tokens;
/// ```
///
/// Where it needs more, implement it for what it needs:
///
/// ```
/// use mcp_server::Principal;
/// use mcp_server::auth::{ApiKeys, Lookup, LookupError, Secret};
/// # struct Database;
/// # impl Database {
/// #     async fn owner_of(&self, _: &[u8]) -> Result<Option<String>, std::fmt::Error> { Ok(None) }
/// # }
/// # fn sha256(_: &str) -> [u8; 32] { [0; 32] }
/// struct Keys(Database);
///
/// impl Lookup for Keys {
///     async fn find(&self, key: &Secret) -> Result<Option<Principal>, LookupError> {
///         let owner = self.0.owner_of(&sha256(key.expose())).await?;
///         Ok(owner.map(|owner| Principal::new("keys", owner)))
///     }
/// }
///
/// # fn main() -> Result<(), mcp_server::auth::SchemeError> {
/// let keys = ApiKeys::lookup("x-api-key", Keys(Database))?;
/// # let _ = keys;
/// # Ok(())
/// # }
/// ```
///
/// It is asked for every request with a secret: one that asks another service remembers the
/// answers for a while, as many as it has room for.
///
/// The secret may be of any length that a header may have, and is whatever somebody sent.
pub trait Lookup: Send + Sync + 'static {
    /// Whose the secret is; nothing if it is nobody's.
    ///
    /// # Errors
    ///
    /// If nobody can tell at the moment. The request is answered with 503. The log says why when it begins, and how many
    /// failed when it is over.
    fn find(
        &self,
        secret: &Secret,
    ) -> impl Future<Output = Result<Option<Principal>, LookupError>> + Send;
}

impl<F, Finding> Lookup for F
where
    F: Fn(Secret) -> Finding + Send + Sync + 'static,
    Finding: Future<Output = Result<Option<Principal>, LookupError>> + Send,
{
    fn find(
        &self,
        secret: &Secret,
    ) -> impl Future<Output = Result<Option<Principal>, LookupError>> + Send {
        self(secret.clone())
    }
}

/// Why nobody can tell whose a secret is: whatever error there was, by `?`. The log gets to see it,
/// clients do not.
pub struct LookupError(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for LookupError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A [`Lookup`] of any type.
pub(super) trait Ask: Send + Sync {
    fn ask(self: Arc<Self>, secret: Secret) -> Verifying;
}

/// A lookup, and whether it works.
pub(super) struct Asked<L> {
    lookup: L,
    outage: Outage,
}

impl<L> Asked<L> {
    pub(super) fn new(lookup: L) -> Self {
        Self {
            lookup,
            outage: Outage::default(),
        }
    }
}

impl<L: Lookup> Ask for Asked<L> {
    fn ask(self: Arc<Self>, secret: Secret) -> Verifying {
        Box::pin(async move {
            let found = self.lookup.find(&secret).await;
            heard(found, &secret, &self.outage)
        })
    }
}

/// What an answer says of a secret.
fn heard(
    found: Result<Option<Principal>, LookupError>,
    secret: &Secret,
    outage: &Outage,
) -> Verdict {
    match found {
        Err(error) => {
            if outage.failed() {
                let error = without(&error.to_string(), secret);
                tracing::error!(
                    error,
                    "whose a credential is could not be looked up; refusing"
                );
            }
            Verdict::Unavailable
        }
        Ok(found) => {
            if let Some(failed) = outage.worked() {
                tracing::warn!(failed, "whose a credential is can be looked up again");
            }
            found.map_or(Verdict::NotMine, Verdict::Known)
        }
    }
}

/// A text without a secret, which an error may well repeat: that of an HTTP client has the URL in it.
fn without(text: &str, secret: &Secret) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = spelt(rest, secret.expose());
        told.push(length.map_or(letter, |_| '…'));
        rest = &rest[length.unwrap_or(letter.len_utf8())..];
    }
    told
}

/// How many bytes of a text are a secret that it begins with, percent-encoded or not.
fn spelt(text: &str, secret: &str) -> Option<usize> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut rest = text.as_bytes();
    for byte in secret.bytes() {
        rest = match *rest {
            [first, ref rest @ ..] if first == byte => rest,
            [b'%', high, low, ref rest @ ..]
                if Some(byte.into()) == digit(high).zip(digit(low)).map(|(h, l)| 16 * h + l) =>
            {
                rest
            }
            _ => return None,
        };
    }
    (!secret.is_empty()).then(|| text.len() - rest.len())
}
