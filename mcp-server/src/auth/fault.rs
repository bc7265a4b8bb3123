//! What is wrong with how a scheme was set up.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// What is wrong with how a scheme was set up, and what to do about it. It repeats no secret.
///
/// ```
/// use mcp_server::auth::ApiKeys;
/// let error = ApiKeys::new("x api key").unwrap_err();
/// assert_eq!(error.to_string(), "`x api key` is no name of a header: use letters, digits and `-`");
/// ```
#[derive(Debug)]
pub struct SchemeError(Cow<'static, str>);

impl SchemeError {
    pub(super) fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for SchemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for SchemeError {}
