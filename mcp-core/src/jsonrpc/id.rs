//! The id that ties a response to its request.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::text;
use crate::members::any;

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
        match text(raw) {
            Some(text) if text.len() <= Self::MAX_LENGTH => Ok(Self::Text(text.into())),
            Some(_) => Err(InvalidId),
            None => integer(raw.get()).map(Self::Number).ok_or(InvalidId),
        }
    }
}

/// The negative zero is none: it could not be echoed.
fn integer(json: &str) -> Option<i64> {
    json.parse().ok().filter(|_| json != "-0")
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = RequestId::MAX_LENGTH;
        write!(f, "an id is an integer or a string of at most {most} bytes")
    }
}

impl std::error::Error for InvalidId {}

impl<'de> Deserialize<'de> for RequestId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = any(deserializer)?;
        Self::read(&json).map_err(D::Error::custom)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<RequestId> {
        let id = serde_json::from_str(json).ok();
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        assert_eq!(RequestId::read(raw).ok(), id);
        id
    }

    #[test]
    fn an_id_is_an_integer_or_a_string() {
        for (json, id) in [
            ("0", 0.into()),
            ("-7", (-7).into()),
            ("9223372036854775807", i64::MAX.into()),
            ("-9223372036854775808", i64::MIN.into()),
            (r#""7""#, "7".into()),
            (r#""""#, "".into()),
            (r#""\u0061\"""#, "a\"".into()),
        ] {
            assert_eq!(read(json), Some(id), "{json}");
        }
    }

    #[test]
    fn nothing_else_is_an_id() {
        for json in [
            "null",
            "true",
            "1.5",
            "1.0",
            "1e2",
            "-0",
            "{}",
            "[1]",
            "9223372036854775808",
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        let longest = "a".repeat(RequestId::MAX_LENGTH);
        assert!(read(&format!("\"{longest}\"")).is_some());
        assert!(read(&format!("\"{longest}a\"")).is_none());
    }
}
