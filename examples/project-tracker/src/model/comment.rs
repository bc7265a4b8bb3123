//! A comment: what somebody said about an issue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// A comment on an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Comment {
    /// The number of the comment.
    pub(crate) id: i64,
    /// What people call its issue, such as `CORE-12`.
    pub(crate) issue: String,
    /// Who wrote it.
    pub(crate) author: String,
    /// Whether a person or an agent wrote it.
    pub(crate) author_type: AuthorType,
    /// What it says.
    pub(crate) body: String,
    /// When it was written (RFC 3339, UTC).
    pub(crate) created_at: String,
}

/// What sort of author wrote something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum AuthorType {
    /// Somebody with an account.
    Account,
    /// An AI agent.
    Agent,
}

/// What a new comment says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewComment {
    /// The text, 1 to 10000 characters.
    #[schemars(length(min = 1, max = 10000))]
    pub(crate) body: String,
}

/// Which comments of an issue to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CommentFilters {
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many comments per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
