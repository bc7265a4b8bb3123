//! An issue: something to do in a project.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize, Priority, Scalar, present};

/// What an issue says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueCore {
    /// The number of the issue among all issues.
    pub(crate) id: i64,
    /// What people call the issue, such as `CORE-12`.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
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
    /// How many comments it has.
    pub(crate) comments: u32,
    /// Who opened it.
    pub(crate) created_by: String,
    /// When it was opened (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed or commented on (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// An issue and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Issue {
    /// The issue itself.
    #[serde(flatten)]
    pub(crate) core: IssueCore,
    /// The key of its project.
    pub(crate) project: String,
    /// The name of who works on it, if anyone does.
    pub(crate) assignee: Option<String>,
    /// The name of the sprint it is planned for, if it is.
    pub(crate) sprint: Option<String>,
    /// The names of its labels, in alphabetical order.
    pub(crate) labels: Vec<String>,
    /// The issue it is a part of, such as `CORE-12`, if it is.
    pub(crate) parent: Option<String>,
}

/// An issue, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueRef {
    /// The number of the issue among all issues.
    pub(crate) id: i64,
    /// What people call the issue, such as `CORE-12`.
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    /// What it is about, in one line.
    pub(crate) title: String,
    /// How far it has come.
    pub(crate) status: IssueStatus,
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum IssueStatus {
    /// Noted, not planned yet.
    #[default]
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
    /// What it is about, in full, at most 20000 characters.
    #[serde(default)]
    pub(crate) description: String,
    /// How far it has come.
    #[serde(default)]
    pub(crate) status: IssueStatus,
    /// How much it presses: 1 urgent, 2 high, 3 medium, 4 low.
    #[serde(default)]
    pub(crate) priority: Priority,
    /// What sort of issue it is.
    #[serde(default, rename = "type")]
    pub(crate) kind: IssueType,
    /// The name or the number of who is to work on it, or `me`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) assignee: Option<String>,
    /// The id or the name of the sprint it is planned for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sprint: Option<String>,
    /// The names of its labels, at most 20; a label that is not there yet is made.
    #[serde(default)]
    pub(crate) labels: Vec<String>,
    /// The issue it is to be a part of, such as `CORE-12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
    /// The values of its custom fields, by key.
    #[serde(default)]
    pub(crate) custom_fields: BTreeMap<String, Option<Scalar>>,
}

/// What to change in an issue; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueChanges {
    /// The key or the id of another project, where the issue gets a new number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project: Option<String>,
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
    /// The id or the name of its new sprint; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) sprint: Option<Option<String>>,
    /// The labels that replace all it has, at most 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) labels: Option<Vec<String>>,
    /// The issue it is to be a part of; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) parent: Option<Option<String>>,
    /// New values of custom fields, by key; null takes one away.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) custom_fields: BTreeMap<String, Option<Scalar>>,
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
    /// Only issues this person works on, by name or number, or `me`.
    pub(crate) assignee: Option<String>,
    /// Only issues of the sprint with this id or name, or `active` for all that run.
    pub(crate) sprint: Option<String>,
    /// Only issues with this label.
    pub(crate) label: Option<String>,
    /// Only issues of this type.
    #[serde(rename = "type")]
    pub(crate) kind: Option<IssueType>,
    /// What the list is ordered by.
    #[serde(default)]
    pub(crate) sort: IssueSort,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many issues per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}

/// What issues are ordered by; with `-` in front the last, or the least pressing, come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(crate) enum IssueSort {
    /// The most recently changed first.
    #[default]
    #[serde(rename = "-updated_at")]
    LastUpdated,
    /// The least recently changed first.
    #[serde(rename = "updated_at")]
    FirstUpdated,
    /// The newest first.
    #[serde(rename = "-created_at")]
    LastCreated,
    /// The oldest first.
    #[serde(rename = "created_at")]
    FirstCreated,
    /// The most pressing first.
    #[serde(rename = "priority")]
    Priority,
    /// The least pressing first.
    #[serde(rename = "-priority")]
    NoPriority,
}

/// What to search issues for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SearchFilters {
    /// The words sought, 1 to 200 characters; an issue must have them all, and the last may be the beginning of a word.
    #[schemars(length(min = 1, max = 200))]
    pub(crate) q: String,
    /// Only issues of the project with this key or id.
    pub(crate) project: Option<String>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many issues per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
