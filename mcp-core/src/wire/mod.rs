//! How each revision spells the vocabulary: the only place that knows.
//!
//! Writers append compact JSON to bytes and drop what a revision has no word for; the readers of
//! [`decode`] borrow from the bytes of the request.

mod caching;
mod content;
pub mod decode;
mod discover;
mod implementation;
mod initialize;
mod json;
mod output_schema;
mod stamp;
mod tool;
mod tool_result;
mod update;

pub use caching::{CacheScope, Caching};
pub use discover::write_discover;
pub use initialize::write_initialize;
pub use output_schema::wraps;
pub use stamp::{Stamp, write_empty};
pub use tool::{write_tool, write_tools_page};
pub use tool_result::write_tool_result;
pub use update::write_update;

/// What the server advertises, in every revision the same.
const CAPABILITIES: &[u8] = br#"{"logging":{},"tools":{}}"#;

#[cfg(test)]
mod testing {
    use serde::de::IgnoredAny;

    use crate::revision::Revision;

    /// What is written for each revision, oldest first.
    pub(super) fn each(write: impl Fn(Revision, &mut Vec<u8>)) -> [String; 5] {
        Revision::ALL.map(|revision| {
            let mut out = Vec::new();
            write(revision, &mut out);
            let text = String::from_utf8(out).unwrap();
            serde_json::from_str::<IgnoredAny>(&text).expect(&text);
            text
        })
    }
}
