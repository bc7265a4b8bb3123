//! A label: a word that issues have in common.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// A label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Label {
    /// The number of the label.
    pub(crate) id: i64,
    /// The word.
    pub(crate) name: String,
    /// Its colour, such as `#d73a4a`.
    pub(crate) color: String,
    /// What it means.
    pub(crate) description: String,
    /// How many issues have it.
    pub(crate) issues: u32,
}

/// What a new label starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewLabel {
    /// The word, 1 to 50 characters; no other label may have it.
    #[schemars(length(min = 1, max = 50))]
    pub(crate) name: String,
    /// Its colour, such as `#d73a4a`; grey if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
    pub(crate) color: Option<String>,
    /// What it means, at most 500 characters.
    #[serde(default)]
    pub(crate) description: String,
}

/// What to change in a label; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct LabelChanges {
    /// The new word, 1 to 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 50))]
    pub(crate) name: Option<String>,
    /// The new colour, such as `#d73a4a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
    pub(crate) color: Option<String>,
    /// What it means from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
}

/// Which labels to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct LabelFilters {
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many labels per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
