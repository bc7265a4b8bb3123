//! A document: what the organization has written down.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize, present};

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Document {
    /// The number of the document.
    pub(crate) id: i64,
    /// What it is about, in one line.
    pub(crate) title: String,
    /// The key of the project it belongs to, if it belongs to one.
    pub(crate) project: Option<String>,
    /// How its text begins.
    pub(crate) excerpt: String,
    /// Who wrote it first.
    pub(crate) created_by: String,
    /// Who changed it last.
    pub(crate) updated_by: String,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct DocumentDetail {
    /// What is known of it.
    #[serde(flatten)]
    pub(crate) document: Document,
    /// The text, in Markdown.
    pub(crate) body: String,
}

/// What a new document starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewDocument {
    /// What it is about, in one line of 1 to 200 characters.
    #[schemars(length(min = 1, max = 200))]
    pub(crate) title: String,
    /// The text in Markdown, at most 100000 characters.
    #[serde(default)]
    pub(crate) body: String,
    /// The key or the id of the project it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project: Option<String>,
}

/// What to change in a document; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct DocumentChanges {
    /// The new title, one line of 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub(crate) title: Option<String>,
    /// The new text, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    /// The key or the id of its new project; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) project: Option<Option<String>>,
}

/// Which documents to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct DocumentFilters {
    /// Only documents of the project with this key or id.
    pub(crate) project: Option<String>,
    /// Only documents with this in their title or text.
    pub(crate) search: Option<String>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many documents per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
