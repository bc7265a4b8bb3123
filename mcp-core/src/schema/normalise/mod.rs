//! From what schemars emits to what clients can read.
//!
//! Popular clients drop a tool, or all tools of a server, over a boolean schema, a Rust-only
//! `format`, a `null` in the type of an optional argument, or a `oneOf` of constants.

mod constants;
mod null;

use serde_json::{Map, Value};

use super::decorate::object;
use super::keyword::{FORMATS, UNIONS, change_below, first_said, required, set, unsay};

/// Which way the value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// To the tool: what may be left out is never said to be null.
    Input,
    /// From the tool: what may be null says so.
    Output,
}

/// Rewrites a schema; `optional` says that its place may be left empty.
pub(super) fn normalise(schema: &mut Value, flow: Flow, optional: bool) {
    let object = object(schema);
    if flow == Flow::Input {
        if optional {
            null::strip(object);
        }
        null::trim(object);
    }
    tidy(object);
    for keyword in UNIONS {
        constants::collapse(object, keyword);
    }
    if flow == Flow::Input {
        constants::only(object);
        name_properties(object);
    }
    let required = required(object);
    change_below(object, |keyword, name, schema| {
        let optional = keyword == "properties" && !required.iter().any(|known| known == name);
        normalise(schema, flow, optional);
    });
}

fn tidy(object: &mut Map<String, Value>) {
    unsay(object, "title");
    unsay(object, "$schema");
    let foreign = |format: &Value| {
        let name = format.as_str();
        name.is_none_or(|name| !FORMATS.contains(&name))
    };
    if object.get("format").is_some_and(foreign) {
        show(object);
        unsay(object, "format");
    }
}

/// An example in place of a format of dates and times that only Rust's libraries know.
fn show(object: &mut Map<String, Value>) {
    let example = match object.get("format").and_then(Value::as_str) {
        Some("partial-date-time") => "2026-01-31T12:30:00",
        Some("partial-time") => "12:30:00",
        Some("zoned-date-time") => "2026-01-31T12:30:00+01:00[Europe/Paris]",
        _ => return,
    };
    if !object.contains_key("examples") {
        set(object, "examples", vec![Value::from(example)]);
    }
}

/// An object of which nothing is known says that it has no properties of its own; clients look
/// for the keyword.
fn name_properties(object: &mut Map<String, Value>) {
    const SAY: [&str; 9] = [
        "properties",
        "patternProperties",
        "additionalProperties",
        "unevaluatedProperties",
        "propertyNames",
        "$ref",
        "oneOf",
        "anyOf",
        "allOf",
    ];
    let is_object = object.get("type").is_some_and(|name| name == "object");
    if is_object && first_said(object, &SAY).is_none() {
        set(object, "properties", Map::new());
    }
}
