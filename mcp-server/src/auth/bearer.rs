//! Opaque bearer tokens.

use http::HeaderName;
use http::header::AUTHORIZATION;
use mcp_core::Principal;

use super::credential::is_plausible;
use super::lookup::Lookup;
use super::source::Source;
use super::{Scheme, SchemeError, Secret, Verifying};

const NAME: &str = "Bearer";

/// Bearer tokens that say nothing by themselves (RFC 6750): `Authorization: Bearer …`.
///
/// They are kept and compared as [`ApiKeys`](super::ApiKeys) are.
///
/// ```
/// use mcp_server::Principal;
/// use mcp_server::auth::Bearer;
///
/// # fn main() -> Result<(), mcp_server::auth::SchemeError> {
/// # let token = "0123456789abcdef".to_owned();
/// let tokens = Bearer::new().token(token, Principal::new("tokens", "ann"))?;
/// # let _ = tokens;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Bearer(Source);

impl Bearer {
    /// Tokens of which none is known yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Tokens that somebody else knows, such as whoever issued them (RFC 7662). Tokens that are
    /// listed as well are not asked for.
    #[must_use]
    pub fn lookup(lookup: impl Lookup) -> Self {
        Self(Source::asking(lookup))
    }

    /// The same with a token and whose it is.
    ///
    /// # Errors
    ///
    /// If the token is empty, has characters that no bearer token has, or is somebody else's.
    pub fn token(
        mut self,
        token: impl AsRef<str>,
        principal: Principal,
    ) -> Result<Self, SchemeError> {
        let token = token.as_ref();
        if !is_plausible(NAME, token) {
            return Err(SchemeError::new(format!(
                "the token of `{}` is empty or has characters that no bearer token has: use letters, digits and `-._~+/`",
                principal.subject()
            )));
        }
        self.0.list.add(token, principal)?;
        Ok(self)
    }

    /// The same with a token by its hash: its SHA-256 in hexadecimal.
    ///
    /// # Errors
    ///
    /// If that is no hash, or of somebody else's token.
    pub fn hashed(
        mut self,
        sha256: impl AsRef<str>,
        principal: Principal,
    ) -> Result<Self, SchemeError> {
        self.0.list.add_hex(sha256.as_ref(), principal)?;
        Ok(self)
    }
}

impl Scheme for Bearer {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some(NAME)
    }

    fn verify(&self, credential: Secret) -> Verifying {
        self.0.verify(credential)
    }
}
