//! The types that the tests look at.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// Not begun.
    Open,
    /// Finished.
    Done,
}

/// How it stands.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) enum Mixed {
    Plain,
    /// Said over two
    /// lines.
    ///
    /// And in a second paragraph.
    Told,
    Other,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind")]
pub(super) enum Shape {
    /// A circle.
    Circle { radius: Option<f64> },
    /// A square.
    Square { side: f64 },
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) enum Choice {
    Nothing,
    /// All of them.
    All,
    Some {
        count: u8,
    },
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Loose {
    Count(Option<u8>),
    Text(String),
    Nothing,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Inner {
    pub(super) size: Option<u32>,
    pub(super) status: Option<Status>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Outer {
    pub(super) zebra: Inner,
    pub(super) apple: Option<Inner>,
    #[serde(alias = "mangoes")]
    pub(super) mango: Vec<Option<u8>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) parent: Option<Box<Tree>>,
    pub(super) children: Vec<Tree>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Empty {}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Book {
    pub(super) title: String,
    #[serde(rename = "$schema")]
    pub(super) schema: Option<String>,
    #[serde(rename = "format")]
    pub(super) form: String,
    #[serde(rename = "$ref")]
    pub(super) reference: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Strict {
    pub(super) a: u8,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Nesting {
    pub(super) strict: Strict,
    pub(super) inner: Inner,
    pub(super) empty: Empty,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Open {
    pub(super) a: u8,
    #[serde(flatten)]
    pub(super) rest: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Drawing {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) shape: Shape,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Defaulted {
    #[serde(default)]
    pub(super) none: Option<u8>,
    #[serde(default = "inner")]
    pub(super) inner: Inner,
}

fn inner() -> Inner {
    Inner {
        size: Some(1),
        status: None,
    }
}
