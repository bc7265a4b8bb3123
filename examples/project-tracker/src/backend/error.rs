//! Why a request is refused, and the answer that says so.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer;

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Error {
    Malformed(String),
    Unauthorized,
    Forbidden,
    /// The request lacks a scope, which is named.
    Scope(&'static str),
    /// A feature is off, which is named.
    Disabled(&'static str),
    NotFound(&'static str),
    /// The same, where what is missing is only known by a table.
    Missing(String),
    MethodNotAllowed,
    Conflict(String),
    TooLarge,
    /// There were too many requests; how long to wait.
    Limited(Duration),
    /// What was asked would not stand in the audit log.
    Unnoted,
    /// One message for each field at fault.
    Invalid(Vec<String>),
    /// The cause is for the operator's log, never for the caller.
    Internal(anyhow::Error),
}

impl Error {
    /// With two credentials, one of them would be ignored, and the caller would not know which.
    pub(super) fn two_credentials() -> Self {
        Self::Malformed("Send either apikey or Authorization, not both".into())
    }

    /// The same for who started the program, and sits before it.
    pub(super) fn told(self) -> anyhow::Error {
        match self {
            Self::Internal(cause) => cause,
            error => anyhow::anyhow!(error.messages().join("; ")),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Scope(_) | Self::Disabled(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) | Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Limited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unnoted => StatusCode::SERVICE_UNAVAILABLE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The header that says what would help.
    fn hint(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            // A 401 has to name a way in (RFC 9110, section 11.6.1).
            Self::Unauthorized => {
                let way = HeaderValue::from_static("Bearer");
                Some((header::WWW_AUTHENTICATE, way))
            }
            // RFC 6750, section 3.1
            Self::Scope(scope) => {
                let way = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
                Some((header::WWW_AUTHENTICATE, way.try_into().ok()?))
            }
            Self::Limited(wait) => Some((header::RETRY_AFTER, seconds(*wait).into())),
            Self::Unnoted => Some((header::RETRY_AFTER, HeaderValue::from_static("5"))),
            _ => None,
        }
    }

    fn messages(self) -> Vec<String> {
        match self {
            Self::Malformed(message) | Self::Conflict(message) => vec![message],
            Self::Unauthorized => vec!["Invalid credentials".into()],
            Self::Forbidden => vec!["Permission denied".into()],
            Self::Scope(scope) => vec![format!("Permission denied: needs the scope {scope}")],
            Self::Disabled(feature) => {
                vec![format!("The feature {feature} is disabled for this org")]
            }
            Self::NotFound(what) => vec![format!("{what} not found")],
            Self::Missing(what) => vec![format!("{what} not found")],
            Self::MethodNotAllowed => vec!["Method not allowed".into()],
            Self::TooLarge => vec!["The request is larger than 1 MiB".into()],
            Self::Limited(wait) => {
                vec![format!("Too many requests; wait {} s", seconds(wait))]
            }
            Self::Unnoted => {
                vec!["The audit log cannot be written at the moment; try again later".into()]
            }
            Self::Invalid(problems) => problems,
            Self::Internal(cause) => {
                tracing::error!("request failed: {cause:#}");
                vec!["Internal error".into()]
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let hint = self.hint();
        let mut response = answer::refused(status, &self.messages());
        if let Some((name, value)) = hint {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// The whole seconds after which the wait is over.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Internal(cause.into())
    }
}
