//! An issue with all that it is connected with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FieldValue;
use super::{Comment, Execution, IssueCore, IssueRef, Label, Person, ProjectDetail, Sprint};

/// An issue together with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IssueDetail {
    /// The issue itself.
    #[serde(flatten)]
    pub(crate) core: IssueCore,
    /// Its project, with team and lead.
    pub(crate) project: ProjectDetail,
    /// Who works on it, if anyone does.
    pub(crate) assignee: Option<Person>,
    /// The sprint it is planned for, if it is.
    pub(crate) sprint: Option<Sprint>,
    /// Its labels, in alphabetical order.
    pub(crate) labels: Vec<Label>,
    /// The issue it is a part of, if it is.
    pub(crate) parent: Option<IssueRef>,
    /// Its sub-issues, the oldest first.
    pub(crate) children: Vec<IssueRef>,
    /// How it is linked with other issues.
    pub(crate) links: Vec<Link>,
    /// The custom fields of the organization, with this issue's values.
    pub(crate) custom_fields: Vec<FieldValue>,
    /// Its last five comments, the oldest of them first.
    pub(crate) recent_comments: Vec<Comment>,
    /// The last five executions of agents against it, the newest first.
    pub(crate) executions: Vec<Execution>,
}

/// How an issue is linked with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Link {
    /// The number of the link.
    pub(crate) id: i64,
    /// What this issue does to the other.
    #[serde(rename = "type")]
    pub(crate) kind: LinkType,
    /// The other issue.
    pub(crate) issue: IssueRef,
}

/// What an issue does to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum LinkType {
    /// The other cannot go on before this one is done.
    Blocks,
    /// This one cannot go on before the other is done.
    BlockedBy,
    /// They have to do with each other.
    #[default]
    RelatesTo,
    /// This one says the same as the other.
    Duplicates,
    /// The other says the same as this one.
    DuplicatedBy,
}

/// A link to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewLink {
    /// What this issue does to the other.
    #[serde(rename = "type")]
    pub(crate) kind: LinkType,
    /// The other issue, such as `CORE-12`, or its id.
    pub(crate) issue: String,
}
