//! What can go wrong with a call, in words that a model can act on.

use std::time::Duration;

use mcp_core::{IntoToolError, ToolError};
use reqwest::StatusCode;

use crate::ArgumentError;

/// Why a call has no result.
///
/// As the error of a tool it is an answer that the model reads: these words, and a hint at what to do. What is of use
/// to an operator only, the [`cause`](Self::cause), goes to the log. It never holds the credentials of the call.
///
/// A tool returns it as it is. Where a tool returns [`ToolError`] instead, convert it in so many words, since `?` alone
/// masks errors of other types:
///
/// ```
/// use mcp_rest::{Rest, path};
/// use mcp_core::{IntoToolError, ToolError};
/// async fn close(api: &Rest, id: u64) -> Result<(), ToolError> {
///     let request = api.delete(path!["tickets", id]);
///     request.send_raw().await.map_err(IntoToolError::into_tool_error)?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// The service refuses, fails or redirects: it answered with another status than success.
    #[error("API error (HTTP {}): {message}", status.as_u16())]
    Refused {
        /// The status.
        status: StatusCode,
        /// The first 2 KiB of the body, if that is JSON; the name of the status, if there is no body.
        message: String,
        /// How long the service asks to wait.
        retry_after: Option<Duration>,
    },
    /// The answer is not what was to be expected: no JSON, JSON of another form, or no HTTP at all.
    #[error("API error{}: unexpected response", in_brackets(*.status))]
    Undecodable {
        /// The status, if it came to that.
        status: Option<StatusCode>,
        /// What is wrong with the answer. It may repeat parts of it, and so is not for the model.
        cause: String,
    },
    /// There is no connection, or it broke off.
    #[error("the backend cannot be reached")]
    Unreachable {
        /// Whether the service may have made a change before the connection broke off.
        unsettled: bool,
        /// What the connection died of.
        cause: String,
    },
    /// The answer was not there in time.
    #[error("the backend took longer than {limit:?} to answer")]
    Timeout {
        /// The [deadline](crate::Builder::deadline).
        limit: Duration,
        /// Whether the service may have made a change all the same.
        unsettled: bool,
    },
    /// The answer is larger than [allowed](crate::Builder::answer_limit).
    #[error("the answer of the backend is larger than {}", size(*.limit))]
    Oversize {
        /// What is allowed, in bytes.
        limit: usize,
    },
    /// The service fails so often that it is left alone.
    #[error("the backend is failing; try again in {} s", seconds(*.retry_in))]
    Resting {
        /// How long it is left alone.
        retry_in: Duration,
    },
    /// Something cannot be part of a request, and nothing was sent.
    #[error(transparent)]
    Argument(#[from] ArgumentError),
}

impl ApiError {
    /// The status that the service answered with, if it did.
    #[must_use]
    pub const fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Undecodable { status, .. } => *status,
            _ => None,
        }
    }

    /// How long the service asks to wait.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            Self::Resting { retry_in } => Some(*retry_in),
            _ => None,
        }
    }

    /// What an operator may want to know and a model may not.
    #[must_use]
    pub const fn cause(&self) -> Option<&str> {
        match self {
            Self::Undecodable { cause, .. } | Self::Unreachable { cause, .. } => {
                Some(cause.as_str())
            }
            _ => None,
        }
    }

    /// Whether the service does not do its work: it answers 5xx, or not, or not in time.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Refused { status, .. } => status.is_server_error(),
            Self::Unreachable { .. } | Self::Timeout { .. } => true,
            _ => false,
        }
    }

    /// Whether there is no such thing: 404 or 410.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.status(),
            Some(StatusCode::NOT_FOUND | StatusCode::GONE)
        )
    }

    /// Whether the service refused the credentials: 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the deadline has passed.
    #[must_use]
    pub const fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// Whether nothing was sent, because of what was to be sent.
    #[must_use]
    pub const fn is_argument(&self) -> bool {
        matches!(self, Self::Argument(_))
    }

    /// What to do about it.
    fn hint(&self) -> Option<String> {
        match self {
            Self::Refused {
                status,
                retry_after,
                ..
            } => hint_at(*status, *retry_after),
            Self::Timeout {
                unsettled: true, ..
            }
            | Self::Unreachable {
                unsettled: true, ..
            } => Some(
                "the change may have been made all the same; look before you try again".to_owned(),
            ),
            Self::Timeout { .. } | Self::Unreachable { .. } => Some("try again later".to_owned()),
            Self::Oversize { .. } => {
                Some("ask for less, such as fewer results at a time".to_owned())
            }
            Self::Undecodable { .. } | Self::Resting { .. } | Self::Argument(_) => None,
        }
    }
}

fn hint_at(status: StatusCode, retry_after: Option<Duration>) -> Option<String> {
    if status == StatusCode::UNAUTHORIZED {
        return Some(
            "the backend refused the credentials of this call; trying again with the same ones will not help"
                .to_owned(),
        );
    }
    if status.is_redirection() {
        return Some(
            "redirects are not followed; the server must be given the address of the API itself"
                .to_owned(),
        );
    }
    match retry_after {
        Some(wait) => Some(format!("try again in {} s", seconds(wait))),
        None if status == StatusCode::TOO_MANY_REQUESTS => Some("try again later".to_owned()),
        None => None,
    }
}

impl IntoToolError for ApiError {
    fn into_tool_error(self) -> ToolError {
        if let Some(cause) = self.cause() {
            tracing::warn!(cause, "{self}");
        }
        let error = ToolError::new(self.to_string());
        match self.hint() {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

fn in_brackets(status: Option<StatusCode>) -> String {
    status.map_or_else(String::new, |status| format!(" (HTTP {})", status.as_u16()))
}

/// At least one, rounded up: whoever comes back then does not come too early.
fn seconds(wait: Duration) -> u64 {
    let more = u64::from(wait.subsec_nanos() > 0);
    wait.as_secs().saturating_add(more).max(1)
}

fn size(bytes: usize) -> String {
    const MIB: usize = 1024 * 1024;
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{bytes} bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, retry_after: Option<Duration>) -> String {
        let error = ApiError::Refused {
            status: StatusCode::from_u16(status).unwrap(),
            message: "{}".to_owned(),
            retry_after,
        };
        error.into_tool_error().to_string()
    }

    #[test]
    fn each_status_is_told_with_what_to_do() {
        let told = "API error (HTTP 401): {}\nHint: the backend refused the credentials of this call; trying again with the same ones will not help";
        assert_eq!(refused(401, None), told);
        assert_eq!(refused(403, None), "API error (HTTP 403): {}");
        let told = "API error (HTTP 429): {}\nHint: try again later";
        assert_eq!(refused(429, None), told);
        let wait = Duration::from_millis(6500);
        let told = "API error (HTTP 429): {}\nHint: try again in 7 s";
        assert_eq!(refused(429, Some(wait)), told);
    }

    #[test]
    fn a_change_that_may_have_been_made_is_pointed_out() {
        let told = |unsettled| {
            let limit = Duration::from_secs(30);
            let error = ApiError::Timeout { limit, unsettled };
            error.into_tool_error().to_string()
        };
        assert_eq!(
            told(true),
            "the backend took longer than 30s to answer\nHint: the change may have been made all the same; look before you try again"
        );
        assert!(told(false).ends_with("Hint: try again later"));
    }

    #[test]
    fn the_cause_is_not_for_the_model() {
        let error = ApiError::Undecodable {
            status: Some(StatusCode::OK),
            cause: "hush".to_owned(),
        };
        assert_eq!(error.cause(), Some("hush"));
        let told = error.into_tool_error().to_string();
        assert_eq!(told, "API error (HTTP 200): unexpected response");
    }

    #[test]
    fn sizes_and_times_are_told_in_whole_units() {
        assert_eq!(size(8 * 1024 * 1024), "8 MiB");
        assert_eq!(size(1000), "1000 bytes");
        assert_eq!(seconds(Duration::ZERO), 1);
        assert_eq!(seconds(Duration::from_millis(1001)), 2);
        assert_eq!(seconds(Duration::MAX), u64::MAX);
    }
}
