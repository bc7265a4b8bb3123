//! What is known of a resource before the program runs.

use std::time::Duration;

use serde_json::Value;

use super::Template;
use crate::model::{Annotations, Audience, Icon};
use crate::peer::VisibleWhen;
use crate::text::TextSpec;

/// What the attribute macro knows of a resource, or of a template for resources.
///
/// Generated code names what is said and leaves the rest to [`NEW`](Self::NEW).
#[derive(Clone, Copy, Debug)]
pub struct ResourceSpec {
    /// Its URI, which is a template where it has variables.
    pub template: Template,
    /// Its name.
    pub name: &'static str,
    /// A name for people.
    pub title: Option<&'static str>,
    /// What it is.
    pub description: &'static str,
    /// Its media type, where that is not the one of the type that the function returns.
    pub mime: Option<&'static str>,
    /// How many bytes it has; a template has none.
    pub size: Option<u64>,
    /// For whom it is meant.
    pub audience: &'static [Audience],
    /// How much it matters, from 0 to 1.
    pub priority: Option<f64>,
    /// Its parameters in order; extractors stand among them.
    pub arguments: &'static [TextSpec],
    /// What a caller must be allowed.
    pub scopes: &'static [&'static str],
    /// When it is there: when all of these say so.
    pub visible_when: &'static [VisibleWhen],
    /// Words by which resources are chosen.
    pub tags: &'static [&'static str],
    /// Pictures of it.
    pub icons: Option<fn() -> Vec<Icon>>,
    /// What programs may read about it.
    pub meta: Option<fn() -> Value>,
    /// It can be read and is not listed.
    pub hidden: bool,
    /// How long it may take to read, where the server's own limit does not fit.
    pub timeout: Option<Duration>,
    /// Where it is written: `file:line`.
    pub place: &'static str,
}

impl ResourceSpec {
    /// A resource of which nothing is said.
    pub const NEW: Self = Self {
        template: Template::NEW,
        name: "",
        title: None,
        description: "",
        mime: None,
        size: None,
        audience: &[],
        priority: None,
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

    pub(super) fn annotations(&self) -> Option<Annotations> {
        let said = !self.audience.is_empty() || self.priority.is_some();
        said.then(|| Annotations {
            audience: self.audience.to_vec(),
            priority: self.priority,
            last_modified: None,
        })
    }
}
