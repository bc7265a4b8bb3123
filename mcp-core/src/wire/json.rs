//! Pieces of JSON, appended to bytes.

use memchr::memchr2;
use serde_json::value::RawValue;

use crate::jsonrpc::write_string;

/// Appends a member's name, after a comma unless the object was just opened. Names are ours and
/// need no escape.
pub(super) fn key(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// Appends a member that is a string.
pub(super) fn string(out: &mut Vec<u8>, name: &str, text: &str) {
    key(out, name);
    write_string(out, text);
}

/// Appends a member that is a string, if there is one.
pub(super) fn optional(out: &mut Vec<u8>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        string(out, name, text);
    }
}

/// Appends a member that is a boolean, if there is one.
pub(super) fn flag(out: &mut Vec<u8>, name: &str, value: Option<bool>) {
    if let Some(value) = value {
        key(out, name);
        out.extend_from_slice(if value { b"true" } else { b"false" });
    }
}

/// Appends a member that is a number.
pub(super) fn number(out: &mut Vec<u8>, name: &str, value: f64) {
    /// Up to here a double holds every integer, and an `i64` every such double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    key(out, name);
    if value.fract() == 0.0 && value.abs() <= EXACT {
        serde_json::to_writer(out, &(value as i64))
    } else {
        serde_json::to_writer(out, &value)
    }
    .expect("a number always serializes");
}

/// Appends a member that is an object of the members `write` appends; none where it appends none.
pub(super) fn object(out: &mut Vec<u8>, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
    let before = out.len();
    let opened = open(out, name);
    write(out);
    close(out, before, opened);
}

/// Where the members of an object begin.
fn open(out: &mut Vec<u8>, name: &str) -> usize {
    key(out, name);
    out.push(b'{');
    out.len()
}

fn close(out: &mut Vec<u8>, before: usize, opened: usize) {
    if out.len() == opened {
        out.truncate(before);
    } else {
        out.push(b'}');
    }
}

/// Appends the members of an object that is written already.
pub(super) fn members(out: &mut Vec<u8>, object: &[u8]) {
    let inner = object
        .strip_prefix(b"{")
        .and_then(|rest| rest.strip_suffix(b"}"));
    let inner = inner.unwrap_or_default();
    if !inner.is_empty() {
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        out.extend_from_slice(inner);
    }
}

/// Appends a member that is an array.
pub(super) fn array<T>(
    out: &mut Vec<u8>,
    name: &str,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    key(out, name);
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// Appends JSON as it stands, less its line breaks: outside of strings they mean nothing, inside
/// they cannot stand, and on stdio or in an event stream they would end the message.
pub(super) fn raw(out: &mut Vec<u8>, json: &RawValue) {
    let bytes = json.get().as_bytes();
    if memchr2(b'\n', b'\r', bytes).is_some() {
        let kept = bytes.iter().filter(|byte| !matches!(byte, b'\n' | b'\r'));
        out.extend(kept.copied());
    } else {
        out.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = vec![b'{'];
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        for (value, text) in [
            (3.0, r#"{"n":3"#),
            (-0.0, r#"{"n":0"#),
            (0.5, r#"{"n":0.5"#),
            (9_007_199_254_740_992.0, r#"{"n":9007199254740992"#),
            (1e300, r#"{"n":1e300"#),
        ] {
            let written = written(|out| number(out, "n", value));
            // The exponent's sign is the formatter's business.
            assert_eq!(written.replace("e+", "e"), text);
        }
    }

    #[test]
    fn an_object_without_members_leaves_no_trace() {
        let written = written(|out| {
            string(out, "a", "x");
            object(out, "b", |out| optional(out, "c", None));
            object(out, "d", |out| flag(out, "e", Some(true)));
        });
        assert_eq!(written, r#"{"a":"x","d":{"e":true}"#);
    }

    #[test]
    fn raw_json_loses_its_line_breaks_and_nothing_else() {
        let json = RawValue::from_string("{\r\n  \"a\": \"\\n b\"\n}".to_owned()).unwrap();
        assert_eq!(written(|out| raw(out, &json)), r#"{{  "a": "\n b"}"#);
    }
}
