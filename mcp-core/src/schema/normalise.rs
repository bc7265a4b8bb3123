//! From what schemars emits to what clients can read.
//!
//! Popular clients drop a tool, or all tools of a server, over a boolean schema, a Rust-only
//! `format`, a `null` in the type of an optional argument, or a `oneOf` of constants.

use serde_json::{Map, Value, json};

/// Which way the value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// To the tool: what may be left out is never said to be null.
    Input,
    /// From the tool: what may be null says so.
    Output,
}

/// Formats that the specification of JSON Schema knows; others are Rust's own.
const FORMATS: [&str; 14] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "uuid",
    "regex",
    "json-pointer",
    "byte",
];

/// Rewrites a schema; `optional` says that its place may be left empty.
pub(super) fn normalise(schema: &mut Value, flow: Flow, optional: bool) {
    if schema.is_boolean() {
        *schema = json!({});
    }
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    tidy(object);
    constants_to_enum(object);
    if flow == Flow::Input && optional {
        strip_null(object);
    }
    children(object, flow);
}

fn tidy(object: &mut Map<String, Value>) {
    if object.get("title").is_some_and(Value::is_string) {
        object.remove("title");
    }
    object.remove("$schema");
    let foreign = |format: &Value| {
        format
            .as_str()
            .is_none_or(|format| !FORMATS.contains(&format))
    };
    if object.get("format").is_some_and(foreign) {
        object.remove("format");
    }
}

/// Goes into every place of a schema where another one can stand.
fn children(object: &mut Map<String, Value>, flow: Flow) {
    let required: Vec<String> = object
        .get("required")
        .and_then(Value::as_array)
        .map(|names| {
            names
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    for (keyword, value) in object.iter_mut() {
        match keyword.as_str() {
            "properties" => {
                for (name, schema) in value.as_object_mut().into_iter().flatten() {
                    normalise(schema, flow, !required.contains(name));
                }
            }
            "patternProperties" | "$defs" | "dependentSchemas" => {
                for schema in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    normalise(schema, flow, false);
                }
            }
            "additionalProperties" if value.is_object() => normalise(value, flow, false),
            "items" | "not" | "contains" | "propertyNames"
                if value.is_object() || *value == Value::Bool(true) =>
            {
                normalise(value, flow, false);
            }
            "oneOf" | "anyOf" | "allOf" | "prefixItems" => {
                for schema in value.as_array_mut().into_iter().flatten() {
                    normalise(schema, flow, false);
                }
            }
            _ => {}
        }
    }
}

/// `oneOf` of documented constants becomes an `enum`, the documentation part of the description.
fn constants_to_enum(object: &mut Map<String, Value>) {
    let Some(variants) = object.get("oneOf").and_then(Value::as_array) else {
        return;
    };
    let mut values = Vec::new();
    let mut lines = Vec::new();
    for variant in variants {
        let constants = match (
            variant.get("const"),
            variant.get("enum").and_then(Value::as_array),
        ) {
            (Some(constant), _) => vec![constant.clone()],
            (None, Some(constants)) => constants.clone(),
            (None, None) => return,
        };
        if let (Some(text), [constant]) = (
            variant.get("description").and_then(Value::as_str),
            constants.as_slice(),
        ) {
            let name = constant.as_str().unwrap_or_default();
            let text = text.lines().next().unwrap_or_default();
            lines.push(format!("`{name}`: {}", text.trim_end_matches('.')));
        }
        values.extend(constants);
    }
    if !values.iter().all(Value::is_string) {
        return;
    }
    object.remove("oneOf");
    object.insert("type".into(), "string".into());
    object.insert("enum".into(), values.into());
    if !lines.is_empty() {
        let own = object
            .get("description")
            .and_then(Value::as_str)
            .map(|text| format!("{text}\n"));
        let text = own.unwrap_or_default() + &lines.join("; ");
        object.insert("description".into(), text.into());
    }
}

/// Takes the `null` out of a type, an enum, or a union; a union of one becomes that one.
fn strip_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(variants)) = object.get_mut(keyword) else {
            continue;
        };
        variants.retain(|variant| variant.get("type").is_none_or(|name| name != "null"));
        if let [only] = variants.as_mut_slice() {
            let Value::Object(only) = only.take() else {
                continue;
            };
            object.remove(keyword);
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
            constants_to_enum(object);
            tidy(object);
        }
    }
}
