//! Why a request of the test client has no result.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

/// Why a request has no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error.
    Rpc(RpcError),
    /// The server did not answer in time, and was told that nobody waits any more.
    Timeout {
        /// What was asked.
        method: String,
        /// How long it was waited for.
        after: Duration,
    },
    /// The server hung up.
    Closed,
    /// The server wants to know who calls.
    Unauthenticated,
    /// The result is not what the specification says.
    Unreadable {
        /// What was asked.
        method: String,
        /// What is wrong with the result.
        reason: String,
    },
}

/// The error object of a response.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RpcError {
    /// What kind of failure.
    pub code: i64,
    /// One sentence for a human.
    pub message: String,
    /// What a program may read about it.
    pub data: Option<Value>,
}

impl Error {
    /// The code of the server's error, if it answered with one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.rpc().map(|error| error.code)
    }

    /// The server's error, if it answered with one.
    #[must_use]
    pub const fn rpc(&self) -> Option<&RpcError> {
        match self {
            Self::Rpc(error) => Some(error),
            Self::Timeout { .. }
            | Self::Closed
            | Self::Unauthenticated
            | Self::Unreadable { .. } => None,
        }
    }

    pub(super) fn unreadable(method: &str, reason: impl fmt::Display) -> Self {
        Self::Unreadable {
            method: method.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<RpcError> for Error {
    fn from(error: RpcError) -> Self {
        Self::Rpc(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rpc(error) => write!(f, "the server refused: {error}"),
            Self::Timeout { method, after } => write!(
                f,
                "no answer to `{method}` within {after:?}; `Client::timeout` and `Call::timeout` allow more"
            ),
            Self::Closed => f.write_str("the server hung up"),
            Self::Unauthenticated => {
                f.write_str("the server wants to know who calls: connect with `Client::connect_as`, `with_revision_as` or `answering_as`")
            }
            Self::Unreadable { method, reason } => {
                write!(f, "the result of `{method}` cannot be read: {reason}")
            }
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for RpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)?;
        match &self.data {
            Some(data) => write!(f, ", data: {data}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RpcError {}
