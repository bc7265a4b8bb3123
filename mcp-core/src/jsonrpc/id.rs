//! The id that ties a response to its request.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// The id of a request: an integer or a string, echoed with the type it came in.
///
/// ```
/// use mcp_core::jsonrpc::RequestId;
/// assert_ne!(RequestId::from(7), RequestId::from("7"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequestId {
    /// An integer.
    Number(i64),
    /// A string of at most [`RequestId::MAX_LENGTH`] bytes.
    Text(Box<str>),
}

/// The text is no usable id: `null`, a fraction, a boolean, a container, or too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId;

impl RequestId {
    /// How many bytes a string id may have.
    pub const MAX_LENGTH: usize = 1024;

    pub(crate) fn read(raw: &RawValue) -> Result<Self, InvalidId> {
        let text = raw.get();
        if !text.starts_with('"') {
            return text.parse().map(Self::Number).map_err(|_| InvalidId);
        }
        let text: Box<str> = serde_json::from_str(text).map_err(|_| InvalidId)?;
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidId);
        }
        Ok(Self::Text(text))
    }
}

impl From<i64> for RequestId {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for RequestId {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}
