//! A project: what issues belong to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize, Person, Team, present};

/// What a project says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ProjectCore {
    /// The number of the project.
    pub(crate) id: i64,
    /// The short name its issues carry, such as `CORE` in `CORE-12`.
    pub(crate) key: String,
    /// The name of the project.
    pub(crate) name: String,
    /// What the project is for.
    pub(crate) description: String,
    /// How the project stands.
    pub(crate) status: ProjectStatus,
    /// How many of its issues are neither done nor canceled.
    pub(crate) open_issues: u32,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// A project and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Project {
    /// The project itself.
    #[serde(flatten)]
    pub(crate) core: ProjectCore,
    /// The key of the team whose project it is, if it is a team's.
    pub(crate) team: Option<String>,
    /// The name of who answers for it, if anyone does.
    pub(crate) lead: Option<String>,
}

/// A project together with its team and its lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ProjectDetail {
    /// The project itself.
    #[serde(flatten)]
    pub(crate) core: ProjectCore,
    /// The team whose project it is, if it is a team's.
    pub(crate) team: Option<Team>,
    /// Who answers for it, if anyone does.
    pub(crate) lead: Option<Person>,
}

/// How a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum ProjectStatus {
    /// Being worked on.
    Active,
    /// Paused.
    OnHold,
    /// Finished.
    Completed,
    /// Kept only for the record.
    Archived,
}

/// What a new project starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewProject {
    /// The short name of its issues: 2 to 10 uppercase letters or digits, the first a letter; no other project may have it.
    #[schemars(regex(pattern = "^[A-Z][A-Z0-9]{1,9}$"))]
    pub(crate) key: String,
    /// The name of the project, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// What the project is for, at most 5000 characters.
    #[serde(default)]
    pub(crate) description: String,
    /// The key or the id of its team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) team: Option<String>,
    /// The name or the number of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lead: Option<String>,
}

/// What to change in a project; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ProjectChanges {
    /// The new name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The new status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<ProjectStatus>,
    /// The key or the id of its new team; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) team: Option<Option<String>>,
    /// Who answers for it from now on; null for nobody.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) lead: Option<Option<String>>,
}

/// Which projects to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ProjectFilters {
    /// Only projects of the team with this key or id.
    pub(crate) team: Option<String>,
    /// Only projects with this status.
    pub(crate) status: Option<ProjectStatus>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many projects per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
