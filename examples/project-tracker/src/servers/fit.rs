//! Whether a backend is one that the servers can work with: it has what they need, and knows their secret.

#[cfg(test)]
mod tests;

use anyhow::bail;
use mcp_rest::{ApiError, StatusCode, path};
use serde_json::Value;

use super::following::Feed;

/// What the servers ask of the workspace's API for themselves (whose a credential is, what changes, and that a call be
/// noted), and where its OpenAPI document says that it is there.
const NEEDS: [(&str, &str); 4] = [
    ("POST /api/v1/introspect", "/paths/~1introspect/post"),
    ("GET /api/v1/changes", "/paths/~1changes/get"),
    ("POST /api/v1/calls", "/paths/~1calls/post"),
    (
        "`method` in POST /api/v1/calls",
        "/components/schemas/CallRecord/properties/method",
    ),
];

impl Feed {
    /// Whether the servers can work with the backend. One that does not answer may still come.
    ///
    /// # Errors
    /// It is there, and is no project tracker, is too old, or does not know the secret.
    pub(super) async fn check(&self) -> anyhow::Result<()> {
        let url = &self.backend;
        match self.lacks().await {
            Ok(None) => Ok(()),
            Ok(Some(need)) => bail!(
                "the backend at {url} is too old for this program: it has no {need}; update it, or leave out \
                 --backend-url to use one of our own"
            ),
            Err(error) if error.is_unauthorized() => bail!(
                "the backend at {url} does not take the service secret: start it with the same --service-secret"
            ),
            Err(error) if is_settled(&error) => {
                bail!("what answers at {url} is no project tracker: {error}; check --backend-url")
            }
            Err(_) => Ok(()),
        }
    }

    /// The first of what the servers need that the backend does not have.
    async fn lacks(&self) -> Result<Option<&'static str>, ApiError> {
        let document: Value = self.service.get(path!["openapi.json"]).send().await?;
        let mut needs = NEEDS.into_iter();
        let lacking = needs.find(|(_, place)| document.pointer(place).is_none());
        if lacking.is_none() {
            self.end().await?;
        }
        Ok(lacking.map(|(need, _)| need))
    }
}

/// Whether the backend would answer the same if it were asked again.
pub(super) fn is_settled(error: &ApiError) -> bool {
    match error {
        ApiError::Refused { status, .. } => {
            !status.is_server_error() && *status != StatusCode::TOO_MANY_REQUESTS
        }
        error => matches!(
            error,
            ApiError::Undecodable { .. } | ApiError::Oversize { .. }
        ),
    }
}
