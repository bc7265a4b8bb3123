//! Which JSON Schema clients are given.

/// How far the published schemas bend to what clients can read.
///
/// Schemas that are written by hand are never touched, and what a schema loses here is still
/// enforced: calls are held to what the types say.
///
/// ```
/// use mcp_core::schema::SchemaPolicy;
/// use mcp_core::tool::Policy;
///
/// let policy = Policy { schemas: SchemaPolicy::Gemini, ..Policy::default() };
/// assert_eq!(Policy::default().schemas, SchemaPolicy::Portable);
/// # let _ = policy;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaPolicy {
    /// What all popular clients read: no references but for recursion, no `null` in what is
    /// optional, no formats of Rust, no boolean schemas, no titles; constants as an `enum`.
    #[default]
    Portable,
    /// What schemars says, word for word.
    Exact,
    /// The portable form, reduced to what a function declaration of the Gemini API takes.
    Gemini,
}
