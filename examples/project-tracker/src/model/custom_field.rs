//! A custom field: what an organization wants to know of its issues besides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::{PageNumber, PageSize};

/// A custom field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CustomField {
    /// The number of the field.
    pub(crate) id: i64,
    /// What requests call it.
    pub(crate) key: String,
    /// What people call it.
    pub(crate) name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub(crate) kind: FieldType,
    /// The choices of a `select`; else empty.
    pub(crate) options: Vec<String>,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// What an issue has in a custom field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FieldValue {
    /// What requests call the field.
    pub(crate) key: String,
    /// What people call the field.
    pub(crate) name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub(crate) kind: FieldType,
    /// The value, if the issue has one.
    pub(crate) value: Option<Scalar>,
}

/// What the values of a custom field are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum FieldType {
    /// One line of text.
    #[default]
    Text,
    /// A number.
    Number,
    /// One of the field's options.
    Select,
    /// A day such as 2026-03-31.
    Date,
}

/// A single value: a text or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(crate) enum Scalar {
    /// A number.
    Number(Number),
    /// A text, a choice or a day.
    Text(String),
}

/// What a new custom field starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewCustomField {
    /// What requests call it: 2 to 40 lowercase letters, digits or `_`, the first a letter; no other field may have it.
    #[schemars(regex(pattern = "^[a-z][a-z0-9_]{1,39}$"))]
    pub(crate) key: String,
    /// What people call it, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub(crate) kind: FieldType,
    /// The choices, 1 to 50 for a `select` and none for others.
    #[serde(default)]
    pub(crate) options: Vec<String>,
}

/// What to change in a custom field; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CustomFieldChanges {
    /// The new name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The choices that replace those of a `select`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) options: Option<Vec<String>>,
}

/// Which custom fields to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CustomFieldFilters {
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many fields per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
