//! An issue: something to do in a project.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Comment, PageNumber, PageSize, Priority};

/// An issue and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Issue {
    /// The number of the issue among all issues.
    pub(crate) id: i64,
    /// What people call the issue, such as `CORE-12`.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    /// The key of its project.
    pub(crate) project: String,
    /// What it is about, in one line.
    pub(crate) title: String,
    /// What it is about, in full.
    pub(crate) description: String,
    /// How far it has come.
    pub(crate) status: IssueStatus,
    /// How much it presses: 1 urgent, 2 high, 3 medium, 4 low.
    pub(crate) priority: Priority,
    /// What sort of issue it is.
    #[serde(rename = "type")]
    pub(crate) kind: IssueType,
    /// Who works on it, if anyone does.
    pub(crate) assignee: Option<String>,
    /// Its labels, in alphabetical order.
    pub(crate) labels: Vec<String>,
    /// How many comments it has.
    pub(crate) comments: u32,
    /// Who opened it.
    pub(crate) created_by: String,
    /// When it was opened (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed or commented on (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// An issue together with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueDetail {
    /// The issue itself.
    #[serde(flatten)]
    pub(crate) issue: Issue,
    /// The name of its project.
    pub(crate) project_name: String,
    /// Its last five comments, the oldest of them first.
    pub(crate) recent_comments: Vec<Comment>,
}

/// An issue that a search has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SearchHit {
    /// The issue itself.
    #[serde(flatten)]
    pub(crate) issue: Issue,
    /// The passage that fits best, the words sought between `**`.
    pub(crate) snippet: String,
}

/// How far an issue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum IssueStatus {
    /// Noted, not planned yet.
    Backlog,
    /// Planned, not begun.
    Todo,
    /// Being worked on.
    InProgress,
    /// Finished but for the review.
    InReview,
    /// Finished.
    Done,
    /// Given up.
    Canceled,
}

/// What sort of issue it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum IssueType {
    /// Something that does not work as it should.
    Bug,
    /// Something new for the user.
    Feature,
    /// Any other work.
    #[default]
    Task,
}

/// What a new issue starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewIssue {
    /// The key or the id of its project.
    pub(crate) project: String,
    /// What it is about, in one line of 1 to 200 characters.
    #[schemars(length(min = 1, max = 200))]
    pub(crate) title: String,
    /// What it is about, in full.
    #[serde(default)]
    pub(crate) description: String,
    /// How much it presses: 1 urgent, 2 high, 3 medium, 4 low.
    #[serde(default)]
    pub(crate) priority: Priority,
    /// What sort of issue it is.
    #[serde(default, rename = "type")]
    pub(crate) kind: IssueType,
    /// Who is to work on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) assignee: Option<String>,
    /// Its labels, at most 20.
    #[serde(default)]
    pub(crate) labels: Vec<String>,
}

/// What to change in an issue; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueChanges {
    /// The new title, one line of 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub(crate) title: Option<String>,
    /// The new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The new status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<IssueStatus>,
    /// The new priority: 1 urgent, 2 high, 3 medium, 4 low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) priority: Option<Priority>,
    /// The new type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<IssueType>,
    /// Who is to work on it from now on; null for nobody.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) assignee: Option<Option<String>>,
    /// The labels that replace all it has, at most 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) labels: Option<Vec<String>>,
}

/// Keeps `null` (nobody) apart from a field that is not there (no change).
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Which issues to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueFilters {
    /// Only issues of the project with this key or id.
    pub(crate) project: Option<String>,
    /// Only issues with this status.
    pub(crate) status: Option<IssueStatus>,
    /// Only issues with this priority: 1 urgent, 2 high, 3 medium, 4 low.
    pub(crate) priority: Option<Priority>,
    /// Only issues this person works on.
    pub(crate) assignee: Option<String>,
    /// Only issues with this label.
    pub(crate) label: Option<String>,
    /// Only issues of this type.
    #[serde(rename = "type")]
    pub(crate) kind: Option<IssueType>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many issues per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}

/// What to search issues for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SearchFilters {
    /// The words sought, 1 to 200 characters; an issue must have them all, and the last may be the beginning of a word.
    #[schemars(length(min = 1, max = 200))]
    pub(crate) q: String,
    /// Only issues of the project with this key or id.
    pub(crate) project: Option<String>,
    /// How many issues at most, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
