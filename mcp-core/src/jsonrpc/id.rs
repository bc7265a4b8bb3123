//! The id that ties a response to its request.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
        serde_json::from_str(raw.get()).map_err(|_| InvalidId)
    }
}

impl<'de> Deserialize<'de> for RequestId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = RequestId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = RequestId::MAX_LENGTH;
        write!(f, "an integer or a string of at most {most} bytes")
    }

    fn visit_i64<E>(self, number: i64) -> Result<RequestId, E> {
        Ok(RequestId::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<RequestId, E> {
        match i64::try_from(number) {
            Ok(number) => Ok(RequestId::Number(number)),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RequestId, E> {
        if text.len() > RequestId::MAX_LENGTH {
            return Err(E::invalid_length(text.len(), &self));
        }
        Ok(RequestId::Text(text.into()))
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
