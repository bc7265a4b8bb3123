//! What can go wrong with a call, in words that a model or an operator can act on.

use reqwest::Url;

/// Why a call has no result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// The API refuses, and says why.
    #[error("API error (HTTP {status}): {body}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The body as received, or its first 2 KiB.
        body: String,
    },
    /// Something answers that does not speak like the API, such as a proxy with a page of its own.
    #[error("API error (HTTP {status}): unexpected response")]
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
    /// There is no connection.
    #[error("the backend at {base} does not answer: {cause}; is it running?")]
    Unreachable {
        /// Where the backend should be.
        base: Url,
        /// What the connection died of.
        cause: String,
    },
    /// The answer is not there in time.
    #[error(
        "the backend at {base} took too long to answer; a change may have been made all the same"
    )]
    Timeout {
        /// Where the backend is.
        base: Url,
    },
    /// The answer is larger than a client should hold in memory.
    #[error("the answer is larger than 8 MiB; ask for a smaller page")]
    Oversize,
    /// The API says it succeeded, but not with what.
    #[error("the answer of the backend cannot be understood: {0}")]
    Undecodable(#[source] serde_json::Error),
    /// An argument cannot be part of an address.
    #[error("{0:?} is not a key, an id or a reference")]
    Name(String),
    /// The credentials cannot be sent.
    #[error("the credentials have characters that no header can carry")]
    Credentials,
}
