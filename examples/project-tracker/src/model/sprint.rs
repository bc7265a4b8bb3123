//! A sprint: a span of time in which a team does what it has planned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize, present};

/// A sprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Sprint {
    /// The number of the sprint.
    pub(crate) id: i64,
    /// The name of the sprint.
    pub(crate) name: String,
    /// The key of its team.
    pub(crate) team: String,
    /// What it is to achieve.
    pub(crate) goal: String,
    /// How far it has come.
    pub(crate) status: SprintStatus,
    /// Its first day, such as 2026-03-31.
    pub(crate) start_date: Option<String>,
    /// Its last day.
    pub(crate) end_date: Option<String>,
    /// How many issues are planned for it.
    pub(crate) issues: u32,
    /// How many of these are neither done nor canceled.
    pub(crate) open_issues: u32,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// How far a sprint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum SprintStatus {
    /// Not begun.
    Planned,
    /// Running; a team has one at most.
    Active,
    /// Over.
    Completed,
}

/// What a new sprint starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewSprint {
    /// The key or the id of its team.
    pub(crate) team: String,
    /// The name, 1 to 100 characters; no other sprint of the team may have it.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// What it is to achieve, at most 5000 characters.
    #[serde(default)]
    pub(crate) goal: String,
    /// Its first day, such as 2026-03-31.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_date: Option<String>,
    /// Its last day, not before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_date: Option<String>,
}

/// What to change in a sprint; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SprintChanges {
    /// The new name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The new goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) goal: Option<String>,
    /// The new status: from `planned` to `active` to `completed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<SprintStatus>,
    /// The new first day; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) start_date: Option<Option<String>>,
    /// The new last day; null for none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) end_date: Option<Option<String>>,
}

/// Which sprints to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SprintFilters {
    /// Only sprints of the team with this key or id.
    pub(crate) team: Option<String>,
    /// Only sprints with this status.
    pub(crate) status: Option<SprintStatus>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many sprints per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
