//! What a client learns of a tool (`server/tools#tool`).

use std::borrow::Cow;

use serde_json::value::RawValue;

/// A tool as `tools/list` shows it, in the words of no revision.
#[derive(Clone, Debug)]
pub struct ToolDefinition {
    /// Its name: 1 to 128 of `A-Za-z0-9_.-`.
    pub name: Cow<'static, str>,
    /// A name for people.
    pub title: Option<Cow<'static, str>>,
    /// What it does, for the model.
    pub description: Cow<'static, str>,
    /// The JSON Schema of its arguments, an object.
    pub input_schema: Box<RawValue>,
    /// The JSON Schema of its structured answer.
    pub output_schema: Option<Box<RawValue>>,
    /// Hints on its behaviour.
    pub hints: Hints,
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
    /// Whether anything is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
