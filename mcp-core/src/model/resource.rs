//! What a client learns of resources and of templates for them (`server/resources`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Annotations, Icon};

/// A resource as `resources/list` shows it, in the words of no revision
/// (`server/resources#resource`).
///
/// ```
/// use mcp_core::model::ResourceDefinition;
/// let definition = ResourceDefinition::new("tracker://issues", "issues");
/// assert_eq!(definition.name, "issues");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResourceDefinition {
    /// Its URI.
    pub uri: Cow<'static, str>,
    /// Its name.
    pub name: Cow<'static, str>,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<Cow<'static, str>>,
    /// What it is.
    pub description: Option<Cow<'static, str>>,
    /// Its media type.
    pub mime_type: Option<Cow<'static, str>>,
    /// How many bytes it has, before they are written as base64.
    pub size: Option<u64>,
    /// Hints for the client.
    pub annotations: Option<Annotations>,
    /// Pictures of it; not sent before 2025-11-25.
    pub icons: Vec<Icon>,
    /// A JSON object for programs; not sent before 2025-06-18.
    pub meta: Option<Box<RawValue>>,
}

impl ResourceDefinition {
    /// A resource of which nothing more is said.
    pub fn new(uri: impl Into<Cow<'static, str>>, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            uri: uri.into(),
            name: name.into(),
            title: None,
            description: None,
            mime_type: None,
            size: None,
            annotations: None,
            icons: Vec::new(),
            meta: None,
        }
    }

    /// The same with a name for people.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same with a sentence on what it is.
    #[must_use]
    pub fn description(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The same with its media type.
    #[must_use]
    pub fn mime_type(mut self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }
}

/// A URI and a name.
impl<U: Into<Cow<'static, str>>, N: Into<Cow<'static, str>>> From<(U, N)> for ResourceDefinition {
    fn from((uri, name): (U, N)) -> Self {
        Self::new(uri, name)
    }
}

/// A template as `resources/templates/list` shows it, in the words of no revision
/// (`server/resources#resource-templates`).
///
/// ```
/// use mcp_core::model::ResourceTemplateDefinition;
/// let definition = ResourceTemplateDefinition::new("tracker://issues/{id}", "issues");
/// assert_eq!(definition.name, "issues");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResourceTemplateDefinition {
    /// The URI with its variables, as RFC 6570 writes them.
    pub uri_template: Cow<'static, str>,
    /// The name of what it stands for.
    pub name: Cow<'static, str>,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<Cow<'static, str>>,
    /// What it stands for.
    pub description: Option<Cow<'static, str>>,
    /// The media type of all that fits it.
    pub mime_type: Option<Cow<'static, str>>,
    /// Hints for the client.
    pub annotations: Option<Annotations>,
    /// Pictures of it; not sent before 2025-11-25.
    pub icons: Vec<Icon>,
    /// A JSON object for programs; not sent before 2025-06-18.
    pub meta: Option<Box<RawValue>>,
}

impl ResourceTemplateDefinition {
    /// A template of which nothing more is said.
    pub fn new(
        uri_template: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            uri_template: uri_template.into(),
            name: name.into(),
            title: None,
            description: None,
            mime_type: None,
            annotations: None,
            icons: Vec::new(),
            meta: None,
        }
    }
}
