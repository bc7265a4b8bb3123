//! What every schema says of values.

use serde_json::{Map, Value};

use super::head::check_length;
use super::{Findings, Side};
use crate::schema::keyword::{FORMATS, below, first_said};

/// The greatest integer that a client written in JavaScript can hold.
const GREATEST: u64 = (1 << 53) - 1;

pub(super) fn check(schema: &Value, side: Side, found: &mut Findings) {
    walk(schema, side, side.pointer(), found);
}

fn walk(schema: &Value, side: Side, pointer: &str, found: &mut Findings) {
    match schema {
        Value::Object(object) => check_object(object, side, pointer, found),
        Value::Bool(true) => found.say(
            pointer,
            "some clients drop all tools over a boolean schema: write `{}` instead of `true`",
        ),
        Value::Bool(false) => found.say(
            pointer,
            "some clients drop all tools over a boolean schema: write `{\"not\": {}}` instead of \
             `false`",
        ),
        _ => found.say(pointer, "it is no schema: write an object"),
    }
    for below in below(schema) {
        let pointer = below.pointer(pointer);
        if below.keyword == "properties" && side == Side::Input {
            check_typed(below.schema, &pointer, found);
        }
        walk(below.schema, side, &pointer, found);
    }
}

fn check_object(schema: &Map<String, Value>, side: Side, pointer: &str, found: &mut Findings) {
    if let Some(text) = schema.get("description").and_then(Value::as_str) {
        check_length(text, pointer, found);
    }
    check_arrays_and_maps(schema, pointer, found);
    check_format(schema, pointer, found);
    check_numbers(schema, pointer, found);
    if side == Side::Input && allows_null(schema) {
        found.say(
            pointer,
            "some clients drop all tools over a `null` in an argument: say that it may be left \
             out by not naming it in `required`, and leave `null` out",
        );
    }
}

/// Whether a property says what it is.
fn check_typed(schema: &Value, pointer: &str, found: &mut Findings) {
    const SAY: [&str; 10] = [
        "type",
        "enum",
        "const",
        "$ref",
        "oneOf",
        "anyOf",
        "allOf",
        "not",
        "if",
        "properties",
    ];
    let untyped = |schema| first_said(schema, &SAY).is_none();
    if schema.as_object().is_some_and(untyped) {
        found.say(
            pointer,
            "models send text where no type is named: give it a type, or name those that it may \
             have under `anyOf`",
        );
    }
}

fn check_arrays_and_maps(schema: &Map<String, Value>, pointer: &str, found: &mut Findings) {
    let old_tuple = schema.get("items").is_some_and(Value::is_array);
    if schema.contains_key("prefixItems") || old_tuple {
        found.say(
            pointer,
            "the APIs of OpenAI and Gemini have no tuples: use a struct with named fields, or a \
             list of one type",
        );
    }
    if schema.contains_key("patternProperties") {
        found.say(
            pointer,
            "the APIs of OpenAI and Gemini have no `patternProperties`, which a map with keys \
             that are no text becomes: use text as its keys, or a list of structs",
        );
    }
}

fn check_format(schema: &Map<String, Value>, pointer: &str, found: &mut Findings) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    if !FORMATS.contains(&format) {
        found.say(
            pointer,
            &format!(
                "clients refuse a `format` that JSON Schema does not have, such as `{format}`: \
                 leave it out, or spell it as a `pattern`, a `minimum` or a `maximum`"
            ),
        );
    }
}

fn check_numbers(schema: &Map<String, Value>, pointer: &str, found: &mut Findings) {
    const HOLD_VALUES: [&str; 9] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "enum",
        "const",
        "default",
        "examples",
    ];
    for keyword in HOLD_VALUES {
        let Some(number) = schema.get(keyword).and_then(too_great) else {
            continue;
        };
        found.say(
            &format!("{pointer}/{keyword}"),
            &format!(
                "{number} lies beyond 2^53, and clients written in JavaScript round it: use a \
                 smaller bound, or text"
            ),
        );
    }
}

/// An integer that is not exact in every client.
fn too_great(value: &Value) -> Option<&Value> {
    match value {
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            size.is_some_and(|size| size > GREATEST).then_some(value)
        }
        Value::Array(values) => values.iter().find_map(too_great),
        Value::Object(members) => members.values().find_map(too_great),
        _ => None,
    }
}

fn allows_null(schema: &Map<String, Value>) -> bool {
    let is_null = |name: &Value| name == "null";
    match schema.get("type") {
        Some(Value::Array(types)) if types.iter().any(is_null) => return true,
        Some(name) if is_null(name) => return true,
        _ => {}
    }
    let values = schema.get("enum").and_then(Value::as_array);
    schema.get("const").is_some_and(Value::is_null)
        || values.is_some_and(|values| values.iter().any(Value::is_null))
}
