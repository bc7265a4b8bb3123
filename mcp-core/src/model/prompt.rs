//! What a client learns of a prompt, and what a prompt is made of (`server/prompts`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Content, Icon};

/// A prompt as `prompts/list` shows it, in the words of no revision (`server/prompts#prompt`).
///
/// ```
/// use mcp_core::model::PromptDefinition;
/// let definition = PromptDefinition::new("triage");
/// assert!(definition.arguments.is_empty());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PromptDefinition {
    /// Its name.
    pub name: Cow<'static, str>,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<Cow<'static, str>>,
    /// What it is for.
    pub description: Option<Cow<'static, str>>,
    /// Its arguments, in the order a person is asked for them.
    pub arguments: Vec<PromptArgument>,
    /// Pictures of it; not sent before 2025-11-25.
    pub icons: Vec<Icon>,
    /// A JSON object for programs; not sent before 2025-06-18.
    pub meta: Option<Box<RawValue>>,
}

impl PromptDefinition {
    /// A prompt that takes no arguments.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            title: None,
            description: None,
            arguments: Vec::new(),
            icons: Vec::new(),
            meta: None,
        }
    }
}

/// An argument of a prompt; its value is always a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptArgument {
    /// Its name.
    pub name: Cow<'static, str>,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<Cow<'static, str>>,
    /// What it is.
    pub description: Option<Cow<'static, str>>,
    /// The prompt cannot do without it.
    pub required: bool,
}

/// One message of a prompt: who says it, and one block of content
/// (`server/prompts#promptmessage`).
///
/// ```
/// use mcp_core::model::{Content, Message, Role};
/// let messages = vec![
///     Message::user("What is in this picture?"),
///     Message::user(Content::image(b"\x89PNG", "image/png")),
///     Message::assistant("A cat."),
/// ];
/// assert_eq!(messages[2].role, Role::Assistant);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub content: Content,
}

/// Who says a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
}

impl Message {
    /// What the person says: a text, or any block of content.
    pub fn user(content: impl Into<Content>) -> Self {
        Self {
            role: Role::User,
            content: content.into(),
        }
    }

    /// What the model says: a text, or any block of content.
    pub fn assistant(content: impl Into<Content>) -> Self {
        Self {
            role: Role::Assistant,
            content: content.into(),
        }
    }
}

impl Role {
    /// The role's name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
}
