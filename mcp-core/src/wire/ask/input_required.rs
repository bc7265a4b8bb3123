//! The answer that asks (`basic/patterns/mrtr`).

use super::question;
use crate::jsonrpc::write_string;
use crate::model::Question;
use crate::revision::Revision;
use crate::wire::{Stamp, json};

/// Appends the result that asks a client, each question under its key, and gives it what to send
/// back unchanged.
pub fn write_input_required<'q>(
    revision: Revision,
    stamp: &Stamp,
    questions: impl IntoIterator<Item = (&'q str, &'q Question)>,
    state: &str,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::key(out, "inputRequests");
    write_questions(revision, questions, out);
    json::string(out, "requestState", state);
    stamp.close_unfinished(out);
}

/// Appends the object of questions, each under its key.
pub(in crate::wire) fn write_questions<'q>(
    revision: Revision,
    questions: impl IntoIterator<Item = (&'q str, &'q Question)>,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    for (key, question) in questions {
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        write_string(out, key);
        out.extend_from_slice(b":{");
        question::write_members(revision.abilities(), question, out);
        out.push(b'}');
    }
    out.push(b'}');
}
