//! The schema of a structured answer: before 2026-07-28 it describes an object, so any other is
//! wrapped in one.

use serde_json::value::RawValue;

use super::json;
use crate::jsonrpc::write_string;
use crate::members::{Member, members};
use crate::revision::StructuredOutput;

/// The members that belong to a schema's root: references to definitions name their place in the
/// document, so they stay at the top when the rest moves down.
const ROOT: [&str; 3] = ["$schema", "$defs", "definitions"];

/// Where the wrapped schema lies.
const PLACE: &str = "/properties/result";

/// A member's name, if a colon follows; within a string its quotes would be escaped.
const REFERENCE: &str = "\"$ref\"";

/// Whether answers under this schema are wrapped as `{"result": …}` for revisions whose
/// structured answers are objects. Ask the schema and not the answer: one that allows objects
/// among other things is wrapped, and so are then all its answers.
#[must_use]
pub fn wraps(schema: &RawValue) -> bool {
    let Ok(members) = members(schema.get()) else {
        return true;
    };
    let kind = members.iter().find(|(name, _)| name == "type");
    kind.is_none_or(|(_, kind)| kind.get() != "\"object\"")
}

/// Appends the member, in a revision that has it.
pub(super) fn write(ability: StructuredOutput, schema: &RawValue, out: &mut Vec<u8>) {
    match ability {
        StructuredOutput::None => {}
        StructuredOutput::Any => {
            json::key(out, "outputSchema");
            write_any(schema, out);
        }
        StructuredOutput::Object => {
            json::key(out, "outputSchema");
            if wraps(schema) {
                write_wrapped(schema, out);
            } else {
                json::raw(out, schema);
            }
        }
    }
}

/// A tool's schema is an object even where JSON Schema would be content with a boolean.
fn write_any(schema: &RawValue, out: &mut Vec<u8>) {
    match schema.get() {
        "true" => out.extend_from_slice(b"{}"),
        "false" => out.extend_from_slice(br#"{"not":{}}"#),
        _ => json::raw(out, schema),
    }
}

fn write_wrapped(schema: &RawValue, out: &mut Vec<u8>) {
    let Ok(members) = members(schema.get()) else {
        out.extend_from_slice(br#"{"type":"object","properties":{"result":"#);
        write_any(schema, out);
        out.extend_from_slice(br#"},"required":["result"]}"#);
        return;
    };
    out.extend_from_slice(br#"{"type":"object","properties":{"result":{"#);
    write_members(&members, false, out);
    out.extend_from_slice(br#"}},"required":["result"]"#);
    write_members(&members, true, out);
    out.push(b'}');
}

/// Those of the root, or all others.
fn write_members(members: &[Member<'_>], root: bool, out: &mut Vec<u8>) {
    for (name, value) in members {
        if ROOT.contains(&&**name) != root {
            continue;
        }
        let mut member = Vec::new();
        if out.last() != Some(&b'{') {
            member.push(b',');
        }
        write_string(&mut member, name);
        member.push(b':');
        json::raw(&mut member, value);
        let member = String::from_utf8(member).expect("JSON is UTF-8");
        write_moved(&member, out);
    }
}

/// Appends a part of the schema; references to what has moved follow it.
fn write_moved(json: &str, out: &mut Vec<u8>) {
    let mut pieces = json.split(REFERENCE);
    out.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        out.extend_from_slice(REFERENCE.as_bytes());
        let (before, path) = piece.split_at(moved_path(piece).unwrap_or_default());
        out.extend_from_slice(before.as_bytes());
        if !before.is_empty() {
            out.extend_from_slice(PLACE.as_bytes());
        }
        out.extend_from_slice(path.as_bytes());
    }
}

/// Where the path begins in what follows [`REFERENCE`], if it leads to what has moved:
/// definitions stay, and anchors and other documents have no path.
fn moved_path(text: &str) -> Option<usize> {
    let value = text.trim_start().strip_prefix(':')?;
    let path = value.trim_start().strip_prefix("\"#")?;
    let first = path
        .strip_prefix('/')
        .map(|path| path.split(['/', '"']).next());
    let stays = first.flatten().is_some_and(|first| ROOT.contains(&first));
    (path.starts_with(['/', '"']) && !stays).then(|| text.len() - path.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    fn written(schema: &str) -> [String; 5] {
        let schema = RawValue::from_string(schema.to_owned()).unwrap();
        each(|revision, out| {
            out.push(b'{');
            write(revision.abilities().structured_output, &schema, out);
            out.push(b'}');
        })
    }

    #[test]
    fn an_object_schema_is_sent_as_it_stands() {
        let schema = r##"{"type":"object","properties":{"a":{"$ref":"#"}},"$defs":{}}"##;
        let full = format!(r#"{{"outputSchema":{schema}}}"#);
        assert_eq!(written(schema), ["{}", "{}", &full, &full, &full]);
    }

    #[test]
    fn any_other_schema_is_wrapped_where_answers_are_objects() {
        let [_, _, third, fourth, fifth] = written(r#"{"type":"integer","minimum":1}"#);
        let wrapped = concat!(
            r#"{"outputSchema":{"type":"object","properties":{"result":"#,
            r#"{"type":"integer","minimum":1}},"required":["result"]}}"#
        );
        assert_eq!([&*third, &*fourth], [wrapped; 2]);
        assert_eq!(fifth, r#"{"outputSchema":{"type":"integer","minimum":1}}"#);
    }

    #[test]
    fn definitions_stay_at_the_root_and_other_references_follow_their_targets() {
        let [_, _, wrapped, ..] = written(concat!(
            r##"{"$schema":"s","oneOf":[{"$ref":"#/$defs/A"},{"$ref" : "#"},{"$ref":"#/oneOf/0"},"##,
            r##"{"$ref":"#x"},{"const":"\"$ref\":\"#\""}],"$defs":{"A":{"$ref":"#"}}}"##
        ));
        let expected = concat!(
            r##"{"outputSchema":{"type":"object","properties":{"result":{"oneOf":["##,
            r##"{"$ref":"#/$defs/A"},{"$ref" : "#/properties/result"},"##,
            r##"{"$ref":"#/properties/result/oneOf/0"},{"$ref":"#x"},"##,
            r##"{"const":"\"$ref\":\"#\""}]}},"required":["result"],"##,
            r##""$schema":"s","$defs":{"A":{"$ref":"#/properties/result"}}}}"##
        );
        assert_eq!(wrapped, expected);
    }

    #[test]
    fn a_reference_at_the_root_is_wrapped() {
        let [_, _, wrapped, ..] = written(r##"{"$ref":"#/$defs/A","$defs":{"A":true}}"##);
        let expected = concat!(
            r##"{"outputSchema":{"type":"object","properties":{"result":{"$ref":"#/$defs/A"}},"##,
            r##""required":["result"],"$defs":{"A":true}}}"##
        );
        assert_eq!(wrapped, expected);
    }

    #[test]
    fn a_boolean_schema_is_sent_as_an_object() {
        let [_, _, wrapped, _, any] = written("true");
        let expected = concat!(
            r#"{"outputSchema":{"type":"object","properties":{"result":{}},"#,
            r#""required":["result"]}}"#
        );
        assert_eq!(wrapped, expected);
        assert_eq!(any, r#"{"outputSchema":{}}"#);
    }
}
