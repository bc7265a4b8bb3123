//! Content blocks: what a tool's answer is made of (`server/tools#tool-result`).

use std::borrow::Cow;

/// One block of content.
///
/// ```
/// use mcp_core::model::Content;
/// let blocks = vec![Content::text("a chart:"), Content::image(b"\x89PNG", "image/png")];
/// assert_eq!(blocks.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Text.
    Text {
        /// The text.
        text: Cow<'static, str>,
        /// Hints for the client.
        annotations: Option<Annotations>,
    },
    /// A picture.
    Image {
        /// The bytes in standard base64.
        data: String,
        /// Its media type, such as `image/png`.
        mime_type: Cow<'static, str>,
        /// Hints for the client.
        annotations: Option<Annotations>,
    },
    /// A sound; clients of 2024-11-05 get it as an embedded resource.
    Audio {
        /// The bytes in standard base64.
        data: String,
        /// Its media type, such as `audio/wav`.
        mime_type: Cow<'static, str>,
        /// Hints for the client.
        annotations: Option<Annotations>,
    },
    /// The contents of a resource.
    Resource {
        /// The resource.
        resource: Resource,
        /// Hints for the client.
        annotations: Option<Annotations>,
    },
    /// A pointer to a resource; clients before 2025-06-18 get its URI as text.
    Link(ResourceLink),
}

/// The contents of a resource, embedded in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its URI.
    pub uri: String,
    /// Its media type.
    pub mime_type: Option<Cow<'static, str>>,
    /// The contents: text, or standard base64 of what is not text.
    pub data: ResourceData,
}

/// The contents of an embedded resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceData {
    /// Text.
    Text(String),
    /// Standard base64.
    Blob(String),
}

/// A pointer to a resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResourceLink {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its media type.
    pub mime_type: Option<String>,
    /// Hints for the client.
    pub annotations: Option<Annotations>,
}

/// Hints for a client on what to do with a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// For whom it is meant.
    pub audience: Vec<Audience>,
    /// How much it matters, from 0 to 1.
    pub priority: Option<f64>,
    /// When it last changed, in ISO 8601; not sent before 2025-06-18.
    pub last_modified: Option<String>,
}

/// For whom a block is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The person.
    User,
    /// The model.
    Assistant,
}

impl Content {
    /// A block of text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text {
            text: text.into(),
            annotations: None,
        }
    }

    /// A picture, given as bytes.
    pub fn image(bytes: &[u8], mime_type: impl Into<Cow<'static, str>>) -> Self {
        Self::Image {
            data: base64(bytes),
            mime_type: mime_type.into(),
            annotations: None,
        }
    }

    /// A sound, given as bytes.
    pub fn audio(bytes: &[u8], mime_type: impl Into<Cow<'static, str>>) -> Self {
        Self::Audio {
            data: base64(bytes),
            mime_type: mime_type.into(),
            annotations: None,
        }
    }

    /// A resource of text.
    pub fn resource(
        uri: impl Into<String>,
        mime_type: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
    ) -> Self {
        Self::embed(uri, mime_type, ResourceData::Text(text.into()))
    }

    /// A resource of bytes.
    pub fn blob(
        uri: impl Into<String>,
        mime_type: impl Into<Cow<'static, str>>,
        bytes: &[u8],
    ) -> Self {
        Self::embed(uri, mime_type, ResourceData::Blob(base64(bytes)))
    }

    /// A pointer to a resource.
    pub fn link(uri: impl Into<String>, name: impl Into<String>) -> Self {
        Self::Link(ResourceLink {
            uri: uri.into(),
            name: name.into(),
            ..ResourceLink::default()
        })
    }

    fn embed(
        uri: impl Into<String>,
        mime_type: impl Into<Cow<'static, str>>,
        data: ResourceData,
    ) -> Self {
        Self::Resource {
            resource: Resource {
                uri: uri.into(),
                mime_type: Some(mime_type.into()),
                data,
            },
            annotations: None,
        }
    }
}

macro_rules! text {
    ($($type:ty)*) => {$(
        impl From<$type> for Content {
            fn from(text: $type) -> Self {
                Self::text(String::from(text))
            }
        }
    )*};
}

text!(String &str &String Box<str> char);

impl From<Cow<'static, str>> for Content {
    fn from(text: Cow<'static, str>) -> Self {
        Self::text(text)
    }
}

impl From<Resource> for Content {
    fn from(resource: Resource) -> Self {
        Self::Resource {
            resource,
            annotations: None,
        }
    }
}

impl From<ResourceLink> for Content {
    fn from(link: ResourceLink) -> Self {
        Self::Link(link)
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
