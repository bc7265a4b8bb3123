//! What is known of a tool before the program runs.

use std::time::Duration;

use serde_json::Value;

use super::{ArgumentSpec, GivenSchema};
use crate::model::{Hints, Icon, TaskSupport};
use crate::peer::VisibleWhen;

/// What the attribute macro knows of a tool.
///
/// Generated code names what is said and leaves the rest to [`NEW`](Self::NEW).
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// A name for people.
    pub title: Option<&'static str>,
    /// What it does.
    pub description: &'static str,
    /// Hints on its behaviour.
    pub hints: Hints,
    /// Its parameters in order; extractors stand among them.
    pub parameters: &'static [ArgumentSpec],
    /// The schema of its arguments, where it is not made of its parameters.
    pub input_schema: Option<fn() -> GivenSchema>,
    /// What a caller must be allowed.
    pub scopes: &'static [&'static str],
    /// When it is there: when all of these say so.
    pub visible_when: &'static [VisibleWhen],
    /// Words by which tools are chosen.
    pub tags: &'static [&'static str],
    /// Pictures of it.
    pub icons: Option<fn() -> Vec<Icon>>,
    /// What programs may read about it.
    pub meta: Option<fn() -> Value>,
    /// It can be called and is not listed.
    pub hidden: bool,
    /// How long it may take, where the server's own limit does not fit.
    pub timeout: Option<Duration>,
    /// Whether its calls may become tasks.
    pub task: TaskSupport,
    /// Where it is written: `file:line`.
    pub place: &'static str,
}

impl Spec {
    /// A tool of which nothing is said.
    pub const NEW: Self = Self {
        name: "",
        title: None,
        description: "",
        hints: Hints::NONE,
        parameters: &[],
        input_schema: None,
        scopes: &[],
        visible_when: &[],
        tags: &[],
        icons: None,
        meta: None,
        hidden: false,
        timeout: None,
        task: TaskSupport::Forbidden,
        place: "",
    };
}
