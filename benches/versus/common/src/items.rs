//! The list of about 4 kB that `list` answers.

use schemars::JsonSchema;
use serde::Serialize;

/// One of them.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Item {
    /// Its key.
    pub key: &'static str,
    /// Its place in the list.
    pub rank: u32,
    /// What it is about.
    pub title: &'static str,
    /// How it stands.
    pub status: &'static str,
    /// Whether nothing is left to do.
    pub done: bool,
}

const COUNT: u32 = 32;

/// The whole list.
pub fn items() -> Vec<Item> {
    (0..COUNT)
        .map(|rank| Item {
            key: "ATLAS-1042",
            rank: 100 + rank,
            title: "The importer drops rows without a date",
            status: "in progress",
            done: false,
        })
        .collect()
}
