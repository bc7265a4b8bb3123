//! What is read of a resource, where its type alone does not say all of it.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{IntoResource, ReadOutcome};
use crate::model::{Resource, ResourceData};
use crate::text::no_such_resource;

/// Text or bytes with a media type that is known only when they are read, or one of several parts.
///
/// ```
/// use mcp_core::resource::Contents;
///
/// fn read(name: &str, bytes: Vec<u8>) -> Contents {
///     match name.ends_with(".png") {
///         true => Contents::bytes(bytes).mime_type("image/png"),
///         false => Contents::text(String::from_utf8_lossy(&bytes)).mime_type("text/plain"),
///     }
/// }
/// # read("a.png", Vec::new());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Contents {
    uri: Option<String>,
    mime_type: Option<Cow<'static, str>>,
    data: ResourceData,
}

impl Contents {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(ResourceData::Text(text.into()))
    }

    /// Bytes.
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::of(ResourceData::Blob(STANDARD.encode(bytes)))
    }

    const fn of(data: ResourceData) -> Self {
        Self {
            uri: None,
            mime_type: None,
            data,
        }
    }

    /// The same with a media type of its own, in place of that of the resource.
    pub fn mime_type(mut self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }

    /// The same under a URI of its own, in place of the one that is read: a part of that.
    pub fn at(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    fn read(self, uri: &str, mime: Option<&'static str>) -> Resource {
        Resource {
            uri: self.uri.unwrap_or_else(|| uri.to_owned()),
            mime_type: self.mime_type.or_else(|| mime.map(Into::into)),
            data: self.data,
        }
    }
}

impl IntoResource for Contents {
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
        Ok(vec![self.read(uri, mime)])
    }
}

/// No parts mean that there is no resource of this URI: a client would take them for its contents.
impl IntoResource for Vec<Contents> {
    fn into_resource(self, uri: &str, mime: Option<&'static str>) -> ReadOutcome {
        if self.is_empty() {
            return Err(no_such_resource(uri));
        }
        Ok(self.into_iter().map(|part| part.read(uri, mime)).collect())
    }
}
