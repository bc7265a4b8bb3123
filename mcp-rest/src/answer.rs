//! What a service answered, as received.

use reqwest::StatusCode;

/// A success: its status, and its JSON as received.
///
/// For tools that hand on what the service says:
///
/// ```
/// use mcp_rest::{ApiError, Rest, path};
/// async fn list_projects(api: &Rest) -> Result<String, ApiError> {
///     Ok(api.get(path!["projects"]).send_raw().await?.into_text())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    status: StatusCode,
    text: String,
}

impl Answer {
    pub(crate) const fn new(status: StatusCode, text: String) -> Self {
        Self { status, text }
    }

    /// The status, of those that mean success.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The body: JSON, or nothing.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body itself: JSON, or nothing.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The body as JSON, where nothing means nothing.
    pub(crate) fn json(&self) -> &str {
        match self.text.trim_ascii() {
            "" => "null",
            text => text,
        }
    }
}
