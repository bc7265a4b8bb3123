//! What a caller proves itself with. It goes into a header and nowhere else.

use std::fmt;

use reqwest::header::{self, HeaderName, HeaderValue};

use super::ApiError;

/// What a caller proves itself with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// Sent as `apikey`.
    ApiKey(String),
    /// Sent as `Authorization: Bearer`.
    Bearer(String),
}

impl Credentials {
    pub(super) fn header(&self) -> Result<(HeaderName, HeaderValue), ApiError> {
        let (name, value) = match self {
            Self::ApiKey(key) => (
                HeaderName::from_static("apikey"),
                HeaderValue::from_str(key),
            ),
            Self::Bearer(token) => (
                header::AUTHORIZATION,
                HeaderValue::from_str(&format!("Bearer {token}")),
            ),
        };
        let mut value = value.map_err(|_| ApiError::Credentials)?;
        value.set_sensitive(true);
        Ok((name, value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ApiKey(_) => "ApiKey(…)",
            Self::Bearer(_) => "Bearer(…)",
        })
    }
}
