//! What 2026-07-28 wants in every result: its type, and who answers.

use std::fmt;

use super::{implementation, json};
use crate::model::Implementation;
use crate::revision::{Era, Revision};

/// The `_meta` of every result, rendered once (`basic#meta`).
///
/// ```
/// use mcp_core::model::Implementation;
/// use mcp_core::wire::Stamp;
/// let stamp = Stamp::new(&Implementation::new("tracker", "1.0.0"));
/// ```
#[derive(Clone)]
pub struct Stamp {
    /// An object with what is always in `_meta`.
    meta: Box<[u8]>,
    /// An object with what ends nearly every result.
    complete: Box<[u8]>,
}

impl Stamp {
    /// The stamp of a server.
    #[must_use]
    pub fn new(server: &Implementation) -> Self {
        let abilities = Revision::latest(Era::Stateless).abilities();
        let mut meta = vec![b'{'];
        json::key(&mut meta, "io.modelcontextprotocol/serverInfo");
        implementation::write(abilities, server, &mut meta);
        meta.push(b'}');
        let mut complete = vec![b'{'];
        close_as("complete", &meta, &mut complete, |_| {});
        Self {
            meta: meta.into(),
            complete: complete.into(),
        }
    }

    /// Appends what ends a result: the stamp where the revision wants it, and the closing brace.
    pub(super) fn close(&self, revision: Revision, out: &mut Vec<u8>) {
        if revision.abilities().result_type {
            json::members(out, &self.complete);
        }
        out.push(b'}');
    }

    /// The same for a result that asks for more; only where results say what they are.
    pub(super) fn close_unfinished(&self, out: &mut Vec<u8>) {
        close_as("input_required", &self.meta, out, |_| {});
    }

    /// The same for a result that is a task; only where results say what they are.
    pub(super) fn close_task(&self, out: &mut Vec<u8>) {
        close_as("task", &self.meta, out, |_| {});
    }

    /// The same with the members that `write` appends before its own in `_meta`.
    pub(super) fn close_with(
        &self,
        revision: Revision,
        out: &mut Vec<u8>,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        if revision.abilities().result_type {
            close_as("complete", &self.meta, out, write);
        } else {
            out.push(b'}');
        }
    }
}

fn close_as(kind: &str, meta: &[u8], out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    json::string(out, "resultType", kind);
    json::object(out, "_meta", |out| {
        write(out);
        json::members(out, meta);
    });
    out.push(b'}');
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stamp")
            .field(&String::from_utf8_lossy(&self.meta))
            .finish()
    }
}

/// Appends the result that says no more than "done", such as that of `ping` and
/// `logging/setLevel`.
pub fn write_empty(revision: Revision, stamp: &Stamp, out: &mut Vec<u8>) {
    out.push(b'{');
    stamp.close(revision, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    #[test]
    fn an_empty_result_is_empty_where_results_are_not_stamped() {
        let stamp = Stamp::new(&Implementation::new("s", "1").title("S"));
        let newest = concat!(
            r#"{"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":"#,
            r#"{"name":"s","version":"1","title":"S"}}}"#
        );
        assert_eq!(
            each(|revision, out| write_empty(revision, &stamp, out)),
            ["{}", "{}", "{}", "{}", newest]
        );
    }
}
