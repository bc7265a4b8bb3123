//! API keys in a header of their own.

use http::HeaderName;
use mcp_core::Principal;

use super::lookup::Lookup;
use super::source::Source;
use super::{Scheme, SchemeError, Secret, Verifying};

/// API keys in a header of their own, such as `x-api-key`.
///
/// Only the SHA-256 of a key is kept, and all are compared in constant time. A key should be long
/// and random: 32 characters of `openssl rand -base64 24`, say.
///
/// ```
/// use mcp_server::Principal;
/// use mcp_server::auth::ApiKeys;
///
/// # fn main() -> Result<(), mcp_server::auth::SchemeError> {
/// # let key = "0123456789abcdef".to_owned();
/// let keys = ApiKeys::new("x-api-key")?
///     .key(key, Principal::new("keys", "ann").with_scopes(["issues:write"]))?
///     .hashed(
///         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
///         Principal::new("keys", "bob").with_scopes(["issues:read"]),
///     )?;
/// # let _ = keys;
/// # Ok(())
/// # }
/// ```
///
/// A principal that ends ([`Principal::until`]) makes a key that expires. Keys that come and go
/// while the server runs, and more than some thousands, belong in a [`lookup`](Self::lookup).
#[derive(Debug)]
pub struct ApiKeys {
    header: HeaderName,
    source: Source,
}

impl ApiKeys {
    /// Keys in this header; none are known yet.
    ///
    /// # Errors
    ///
    /// If no header can have that name.
    pub fn new(header: &str) -> Result<Self, SchemeError> {
        Ok(Self {
            header: name(header)?,
            source: Source::default(),
        })
    }

    /// Keys in this header that somebody else knows. Keys that are listed as well are not asked for.
    ///
    /// # Errors
    ///
    /// If no header can have that name.
    pub fn lookup(header: &str, lookup: impl Lookup) -> Result<Self, SchemeError> {
        Ok(Self {
            header: name(header)?,
            source: Source::asking(lookup),
        })
    }

    /// The same with a key and whose it is.
    ///
    /// # Errors
    ///
    /// If the key is empty, cannot stand in a header, or is somebody else's.
    pub fn key(mut self, key: impl AsRef<str>, principal: Principal) -> Result<Self, SchemeError> {
        self.source.list.add(key.as_ref(), principal)?;
        Ok(self)
    }

    /// The same with a key by its hash, so that no configuration has to hold the key: its SHA-256 in
    /// hexadecimal, as `printf %s "$KEY" | sha256sum` writes it.
    ///
    /// # Errors
    ///
    /// If that is no hash, or of somebody else's key.
    pub fn hashed(
        mut self,
        sha256: impl AsRef<str>,
        principal: Principal,
    ) -> Result<Self, SchemeError> {
        self.source.list.add_hex(sha256.as_ref(), principal)?;
        Ok(self)
    }
}

fn name(header: &str) -> Result<HeaderName, SchemeError> {
    HeaderName::try_from(header).map_err(|_| {
        SchemeError::new(format!(
            "`{header}` is no name of a header: use letters, digits and `-`"
        ))
    })
}

impl Scheme for ApiKeys {
    fn header(&self) -> &HeaderName {
        &self.header
    }

    fn challenge(&self) -> Option<&'static str> {
        None
    }

    fn verify(&self, credential: Secret) -> Verifying {
        self.source.verify(credential)
    }
}
