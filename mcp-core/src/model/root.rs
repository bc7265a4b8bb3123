//! The folders that a client works in (`client/roots`).

use serde::Deserialize;

/// A folder or file that the client works in. It informs, and guards nothing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Root {
    /// Where it is: a `file://` URI.
    pub uri: String,
    /// A name for people.
    pub name: Option<String>,
}
