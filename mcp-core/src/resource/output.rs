//! What a resource may return, and what becomes of it.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use super::{Contents, ReadOutcome};
use crate::text::{failed, no_such_resource};
use crate::tool::{IntoToolError, Json, ToolError};

/// A type that can be the contents of a resource.
///
/// ```
/// use mcp_core::model::ResourceData;
/// use mcp_core::IntoResource;
/// let contents = "Hello".into_resource("x://greeting", Some("text/plain")).unwrap();
/// assert_eq!(contents[0].uri, "x://greeting");
/// assert_eq!(contents[0].data, ResourceData::Text("Hello".to_owned()));
/// ```
#[diagnostic::on_unimplemented(
    message = "a resource cannot return `{Self}`",
    label = "not the contents of a resource",
    note = "return text, `Vec<u8>`, `Bytes`, `Contents` or a list of those, or `Option` or `Result` of these",
    note = "for a value of your own return `Json<{Self}>` and derive `serde::Serialize`"
)]
pub trait IntoResource {
    /// Turns the value into contents; `mime` is the media type that the resource is said to have.
    ///
    /// # Errors
    /// What the client gets where the value is a failure: an error of the protocol, or that there
    /// is no resource of this URI.
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome;

    /// The media type, for types that have one.
    #[must_use]
    fn mime_type() -> Option<&'static str> {
        None
    }
}

impl<T: Serialize> IntoResource for Json<T> {
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
        let json = serde_json::to_string(&self.0);
        let json = json.map_err(|error| failed(ToolError::masked(error)))?;
        json.into_resource(uri, mime.or_else(Self::mime_type))
    }

    fn mime_type() -> Option<&'static str> {
        Some("application/json")
    }
}

/// Nothing means that there is no resource of this URI.
impl<T: IntoResource> IntoResource for Option<T> {
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
        match self {
            Some(value) => value.into_resource(uri, mime),
            None => Err(no_such_resource(uri)),
        }
    }

    fn mime_type() -> Option<&'static str> {
        T::mime_type()
    }
}

/// A resource has no other failure than an error of the protocol: what the model may read of a
/// [`ToolError`], under the code that it has or else as an internal error.
impl<T: IntoResource, E: IntoToolError> IntoResource for Result<T, E> {
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
        match self {
            Ok(value) => value.into_resource(uri, mime),
            Err(error) => Err(failed(error)),
        }
    }

    fn mime_type() -> Option<&'static str> {
        T::mime_type()
    }
}

macro_rules! text {
    ($($type:ty)*) => {$(
        impl IntoResource for $type {
            fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
                Contents::text(self).into_resource(uri, mime)
            }
        }
    )*};
}

text!(String &str &String Cow<'_, str> Box<str>);

macro_rules! bytes {
    ($($type:ty)*) => {$(
        impl IntoResource for $type {
            fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
                Contents::bytes(self).into_resource(uri, mime)
            }
        }
    )*};
}

bytes!(Vec<u8> Bytes &[u8] Box<[u8]>);
