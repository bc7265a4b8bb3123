//! What a client learns of skills, folders of instructions for agents (the extension
//! `io.modelcontextprotocol/skills`).

use serde_json::value::RawValue;

/// A skill as `skills/list` shows it (`extensions/skills#skill-entries`).
///
/// ```
/// use mcp_core::model::SkillDefinition;
/// let front_matter = serde_json::value::to_raw_value(&serde_json::json!({
///     "name": "refunds",
///     "description": "Process refunds.",
/// })).unwrap();
/// let skill = SkillDefinition::new("skill://refunds/SKILL.md", front_matter);
/// assert!(skill.files.is_empty());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SkillDefinition {
    /// The URI of its `SKILL.md`.
    pub uri: String,
    /// The front matter of its `SKILL.md` as a JSON object.
    pub front_matter: Box<RawValue>,
    /// All its files, `SKILL.md` among them.
    pub files: Vec<SkillFile>,
}

/// A file of a skill, by which a client knows its content again
/// (`extensions/skills#resources`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillFile {
    /// Its URI.
    pub uri: String,
    /// The SHA-256 digest of its bytes.
    pub digest: [u8; 32],
    /// How many bytes it has.
    pub size: u64,
}

impl SkillDefinition {
    /// A skill without files.
    pub fn new(uri: impl Into<String>, front_matter: Box<RawValue>) -> Self {
        Self {
            uri: uri.into(),
            front_matter,
            files: Vec::new(),
        }
    }
}
