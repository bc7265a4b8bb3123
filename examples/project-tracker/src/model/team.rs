//! A team: people who work on the same projects.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// Somebody of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Person {
    /// The number of the account.
    pub(crate) id: i64,
    /// The name of the account.
    pub(crate) name: String,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Team {
    /// The number of the team.
    pub(crate) id: i64,
    /// The short name of the team, such as `ENG`.
    pub(crate) key: String,
    /// The name of the team.
    pub(crate) name: String,
    /// What the team is for.
    pub(crate) description: String,
    /// How many people are in it.
    pub(crate) members: u32,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// A team together with its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TeamDetail {
    /// The team itself.
    #[serde(flatten)]
    pub(crate) team: Team,
    /// Who is in it, by name.
    pub(crate) people: Vec<Person>,
}

/// What a new team starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewTeam {
    /// The short name: 2 to 10 uppercase letters or digits, the first a letter; no other team may have it.
    #[schemars(regex(pattern = "^[A-Z][A-Z0-9]{1,9}$"))]
    pub(crate) key: String,
    /// The name of the team, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// What the team is for, at most 5000 characters.
    #[serde(default)]
    pub(crate) description: String,
    /// The names or numbers of its people, at most 200.
    #[serde(default)]
    pub(crate) members: Vec<String>,
}

/// What to change in a team; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TeamChanges {
    /// The new name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The people who replace all that are in it, at most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) members: Option<Vec<String>>,
}

/// Which teams to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TeamFilters {
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many teams per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
