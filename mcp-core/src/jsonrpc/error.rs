//! The error object of a JSON-RPC response.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

/// The number that says what kind of failure an [`ErrorObject`] is.
///
/// The constants are all codes that a server may send; the specification reserves the ranges
/// around them, so an application's own codes belong outside -32768…-32000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode(pub i32);

impl ErrorCode {
    /// The message is not JSON.
    pub const PARSE_ERROR: Self = Self(-32700);
    /// JSON, but no JSON-RPC message, or not one that fits here.
    pub const INVALID_REQUEST: Self = Self(-32600);
    /// No such method, or its capability is not advertised.
    pub const METHOD_NOT_FOUND: Self = Self(-32601);
    /// The parameters do not fit the method; also an unknown tool, prompt or cursor.
    pub const INVALID_PARAMS: Self = Self(-32602);
    /// The server failed.
    pub const INTERNAL_ERROR: Self = Self(-32603);
    /// There is no resource of this URI (before 2026-07-28, where it is [`Self::INVALID_PARAMS`]).
    pub const RESOURCE_NOT_FOUND: Self = Self(-32002);
    /// A page must be visited first (`client/elicitation#url-elicitation-required-error`, 2025-11-25).
    pub const URL_ELICITATION_REQUIRED: Self = Self(-32042);
    /// A mirrored HTTP header differs from the body (`basic/transports`, 2026-07-28).
    pub const HEADER_MISMATCH: Self = Self(-32020);
    /// The request needs a client capability that it does not declare (2026-07-28).
    pub const MISSING_CLIENT_CAPABILITY: Self = Self(-32021);
    /// The request names a revision that this server does not speak (2026-07-28).
    pub const UNSUPPORTED_PROTOCOL_VERSION: Self = Self(-32022);
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(self.0)
    }
}

/// A failure of the protocol, as opposed to a tool's own (see [`ToolError`](crate::ToolError)).
///
/// ```
/// use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
/// let error = ErrorObject::new(ErrorCode::INVALID_PARAMS, "unknown tool `ad`");
/// assert_eq!(error.to_string(), "unknown tool `ad` (-32602)");
/// ```
#[derive(Clone, Debug)]
pub struct ErrorObject {
    /// What kind of failure.
    pub code: ErrorCode,
    /// One sentence for a human.
    pub message: Cow<'static, str>,
    /// What a program may read about it.
    pub data: Option<Value>,
}

impl ErrorObject {
    /// An error with a code and a sentence.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            data: None,
        }
    }

    /// The same with data for a program.
    #[must_use]
    pub fn with_data(mut self, data: Value) -> Self {
        self.data = Some(data);
        self
    }
}

impl Serialize for ErrorObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("code", &self.code.0)?;
        members.serialize_entry("message", &*self.message)?;
        if let Some(data) = &self.data {
            members.serialize_entry("data", data)?;
        }
        members.end()
    }
}

impl fmt::Display for ErrorObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code.0)
    }
}

impl std::error::Error for ErrorObject {}
