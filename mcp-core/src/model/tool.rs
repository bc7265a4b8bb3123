//! What a client learns of a tool (`server/tools#tool`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Icon, TaskSupport};

/// A tool as `tools/list` shows it, in the words of no revision.
///
/// ```
/// use mcp_core::model::ToolDefinition;
/// let definition = ToolDefinition::new("ping", "Say pong");
/// assert!(definition.input_schema.get().contains("object"));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// Its name: 1 to 128 of `A-Za-z0-9_.-`.
    pub name: Cow<'static, str>,
    /// A name for people; not sent before 2025-03-26.
    pub title: Option<Cow<'static, str>>,
    /// What it does, for the model.
    pub description: Cow<'static, str>,
    /// The JSON Schema of its arguments, an object.
    pub input_schema: Box<RawValue>,
    /// The JSON Schema of its structured answer; not sent before 2025-06-18.
    pub output_schema: Option<Box<RawValue>>,
    /// Hints on its behaviour; not sent before 2025-03-26.
    pub hints: Hints,
    /// Whether its calls may become tasks; sent in 2025-11-25 only.
    pub task: TaskSupport,
    /// Pictures of it; not sent before 2025-11-25.
    pub icons: Vec<Icon>,
    /// A JSON object for programs; not sent before 2025-06-18.
    pub meta: Option<Box<RawValue>>,
}

impl ToolDefinition {
    /// A tool that takes no arguments.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        description: impl Into<Cow<'static, str>>,
    ) -> Self {
        const NOTHING: &str = r#"{"type":"object","properties":{},"additionalProperties":false}"#;
        Self {
            name: name.into(),
            title: None,
            description: description.into(),
            input_schema: RawValue::from_string(NOTHING.to_owned()).expect("it is JSON"),
            output_schema: None,
            hints: Hints::NONE,
            task: TaskSupport::Forbidden,
            icons: Vec::new(),
            meta: None,
        }
    }
}

/// Hints on a tool's behaviour; what is not said is left to the client's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// It changes nothing.
    pub read_only: Option<bool>,
    /// It may destroy something.
    pub destructive: Option<bool>,
    /// Calling it twice is calling it once.
    pub idempotent: Option<bool>,
    /// It reaches beyond what the server owns.
    pub open_world: Option<bool>,
}

impl Hints {
    /// Nothing is said.
    pub const NONE: Self = Self {
        read_only: None,
        destructive: None,
        idempotent: None,
        open_world: None,
    };

    /// Whether anything is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }
}
