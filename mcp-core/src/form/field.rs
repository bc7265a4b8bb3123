//! One field of a form, as it is written.

use crate::tool::Limits;

/// What is known of a field before the program runs.
///
/// Generated code names what is said and leaves the rest to [`new`](Self::new).
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The name of its value.
    pub name: &'static str,
    /// What stands beside it.
    pub title: Option<&'static str>,
    /// What it is for; empty where nothing is said.
    pub description: &'static str,
    /// What its value must keep to.
    pub limits: Limits,
}

impl FieldSpec {
    /// A field of which nothing else is said.
    #[must_use]
    pub const fn new(name: &'static str, description: &'static str) -> Self {
        Self {
            name,
            title: None,
            description,
            limits: Limits::NONE,
        }
    }
}
