//! What is known of one text argument before the program runs.

/// One parameter of a prompt or a resource as it is written.
///
/// ```
/// use mcp_core::text::TextSpec;
/// const PROJECT: TextSpec = TextSpec { name: "project", ..TextSpec::NEW };
/// assert_eq!(PROJECT.description, "");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSpec {
    /// Its name: the prompt's argument, or the variable of the URI template.
    pub name: &'static str,
    /// A name for people; not sent before 2025-06-18.
    pub title: Option<&'static str>,
    /// What it is.
    pub description: &'static str,
    /// Something stands for it when it is not given.
    pub has_default: bool,
}

impl TextSpec {
    /// A parameter of which nothing is said.
    pub const NEW: Self = Self {
        name: "",
        title: None,
        description: "",
        has_default: false,
    };
}
