//! Whether arguments, and the fields inside of them, say what they are.

use serde_json::{Map, Value};

use super::{Findings, INPUT};
use crate::schema::keyword::below;

/// Where fields are defined; elsewhere more is only said of them.
const DEFINING: [&str; 8] = [
    "properties",
    "items",
    "prefixItems",
    "additionalProperties",
    "anyOf",
    "oneOf",
    "$defs",
    "definitions",
];

pub(super) fn check(schema: &Value, found: &mut Findings) {
    walk(schema, INPUT, found);
}

fn walk(schema: &Value, pointer: &str, found: &mut Findings) {
    for below in below(schema) {
        if !DEFINING.contains(&below.keyword) {
            continue;
        }
        let pointer = below.pointer(pointer);
        let lacks = |field| !is_described(field) && !is_settled(field);
        if below.keyword == "properties" && below.schema.as_object().is_some_and(lacks) {
            found.say(
                &pointer,
                "it has no description, and a model has only its name to go by: say in a doc \
                 comment what it is",
            );
        }
        walk(below.schema, &pointer, found);
    }
}

fn is_described(field: &Map<String, Value>) -> bool {
    let text = field.get("description").and_then(Value::as_str);
    text.is_some_and(|text| !text.trim().is_empty())
}

/// There is nothing to choose, as in what tells the variants of an enum apart.
fn is_settled(field: &Map<String, Value>) -> bool {
    let values = field.get("enum").and_then(Value::as_array);
    field.contains_key("const") || values.is_some_and(|values| values.len() == 1)
}
