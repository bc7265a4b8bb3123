//! What is known of a prompt before the program runs.

use std::time::Duration;

use serde_json::Value;

use crate::model::Icon;
use crate::peer::VisibleWhen;
use crate::text::TextSpec;

/// What the attribute macro knows of a prompt.
///
/// Generated code names what is said and leaves the rest to [`NEW`](Self::NEW).
#[derive(Clone, Copy, Debug)]
pub struct PromptSpec {
    /// Its name.
    pub name: &'static str,
    /// A name for people.
    pub title: Option<&'static str>,
    /// What it is for.
    pub description: &'static str,
    /// Its parameters in order; extractors stand among them.
    pub arguments: &'static [TextSpec],
    /// What a caller must be allowed.
    pub scopes: &'static [&'static str],
    /// When it is there: when all of these say so.
    pub visible_when: &'static [VisibleWhen],
    /// Words by which prompts are chosen.
    pub tags: &'static [&'static str],
    /// Pictures of it.
    pub icons: Option<fn() -> Vec<Icon>>,
    /// What programs may read about it.
    pub meta: Option<fn() -> Value>,
    /// It can be asked for and is not listed.
    pub hidden: bool,
    /// How long it may take, where the server's own limit does not fit.
    pub timeout: Option<Duration>,
    /// Where it is written: `file:line`.
    pub place: &'static str,
}

impl PromptSpec {
    /// A prompt of which nothing is said.
    pub const NEW: Self = Self {
        name: "",
        title: None,
        description: "",
        arguments: &[],
        scopes: &[],
        visible_when: &[],
        tags: &[],
        icons: None,
        meta: None,
        hidden: false,
        timeout: None,
        place: "",
    };
}
