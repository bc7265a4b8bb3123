//! Which keywords hold other schemas, and what may stand in them.
//!
//! Everything that walks a schema asks here, so that the map of `properties`, a default or an
//! example is never taken for a schema, whatever names stand in it.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// The keywords that combine schemas.
pub(super) const UNIONS: [&str; 2] = ["oneOf", "anyOf"];

/// Formats of strings that the validators of clients know. Some of these refuse a schema with any
/// other.
pub(super) const FORMATS: [&str; 15] = [
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
    "uri-template",
    "uuid",
    "regex",
    "json-pointer",
    "relative-json-pointer",
];

/// How a keyword holds schemas.
#[derive(Clone, Copy)]
enum Holds {
    /// One, or a list of them.
    Plain,
    /// The same, and a boolean is no schema but a switch there.
    Switch,
    /// By name.
    Named,
}

fn holds(keyword: &str) -> Option<Holds> {
    match keyword {
        "items" | "prefixItems" | "contains" | "oneOf" | "anyOf" | "allOf" | "not" | "if"
        | "then" | "else" | "propertyNames" | "contentSchema" => Some(Holds::Plain),
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => {
            Some(Holds::Switch)
        }
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => {
            Some(Holds::Named)
        }
        _ => None,
    }
}

/// A schema right below another.
pub(super) struct Below<'s> {
    pub(super) keyword: &'s str,
    /// Its name or its number under the keyword; empty where it stands alone.
    pub(super) key: Cow<'s, str>,
    pub(super) schema: &'s Value,
}

impl Below<'_> {
    /// Its JSON Pointer, under that of the schema above it.
    pub(super) fn pointer(&self, above: &str) -> String {
        let under = format!("{above}/{}", escaped(self.keyword));
        match holds(self.keyword) {
            Some(Holds::Plain | Holds::Switch) if self.key.is_empty() => under,
            _ => format!("{under}/{}", escaped(&self.key)),
        }
    }
}

/// A step of a JSON Pointer (RFC 6901).
pub(super) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// The schemas right below a schema.
pub(super) fn below(schema: &Value) -> Vec<Below<'_>> {
    let mut found = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let mut add = |key, schema| {
            found.push(Below {
                keyword,
                key,
                schema,
            });
        };
        match (holds(keyword), value) {
            (Some(Holds::Named), Value::Object(schemas)) => {
                for (name, schema) in schemas {
                    add(name.as_str().into(), schema);
                }
            }
            (Some(Holds::Plain | Holds::Switch), Value::Array(schemas)) => {
                for (index, schema) in schemas.iter().enumerate() {
                    add(index.to_string().into(), schema);
                }
            }
            (Some(Holds::Plain), Value::Object(_) | Value::Bool(_))
            | (Some(Holds::Switch), Value::Object(_)) => add("".into(), value),
            _ => {}
        }
    }
    found
}

/// Changes the schemas right below a schema; `act` gets the keyword, and the name where there is
/// one.
pub(super) fn change_below(
    schema: &mut Map<String, Value>,
    mut act: impl FnMut(&str, &str, &mut Value),
) {
    for (keyword, value) in schema.iter_mut() {
        match (holds(keyword), value) {
            (Some(Holds::Named), Value::Object(schemas)) => {
                for (name, schema) in schemas.iter_mut() {
                    act(keyword, name, schema);
                }
            }
            (Some(Holds::Plain | Holds::Switch), Value::Array(schemas)) => {
                for schema in schemas {
                    act(keyword, "", schema);
                }
            }
            (Some(Holds::Plain), value @ (Value::Object(_) | Value::Bool(_)))
            | (Some(Holds::Switch), value @ Value::Object(_)) => act(keyword, "", value),
            _ => {}
        }
    }
}

/// The first of some keywords that a schema says. Not inlined, for the compiler would write out what
/// it does for each of a list.
#[inline(never)]
pub(super) fn first_said<'k>(schema: &Map<String, Value>, keywords: &[&'k str]) -> Option<&'k str> {
    let said = |keyword: &&&str| schema.contains_key(**keyword);
    keywords.iter().find(said).copied()
}

/// Says a keyword, in place of what it said before.
pub(super) fn set(schema: &mut Map<String, Value>, keyword: &str, value: impl Into<Value>) {
    fn set(schema: &mut Map<String, Value>, keyword: &str, value: Value) {
        schema.insert(keyword.to_owned(), value);
    }
    set(schema, keyword, value.into());
}

/// Says a keyword no more.
pub(super) fn unsay(schema: &mut Map<String, Value>, keyword: &str) {
    schema.remove(keyword);
}

/// Adds a line to the description.
pub(super) fn note(schema: &mut Map<String, Value>, line: &str) {
    let text = match schema.get("description").and_then(Value::as_str) {
        Some(text) => format!("{text}\n{line}"),
        None => line.to_owned(),
    };
    set(schema, "description", text);
}

/// A union.
pub(super) fn any_of(schemas: Vec<Value>) -> Value {
    let mut union = Map::new();
    set(&mut union, "anyOf", schemas);
    union.into()
}

/// Whether a reference stands anywhere in a schema.
pub(super) fn refers(schema: &Value) -> bool {
    schema.get("$ref").is_some_and(Value::is_string)
        || below(schema).iter().any(|below| refers(below.schema))
}

/// The names of the properties that must be there.
pub(super) fn required(schema: &Map<String, Value>) -> Vec<String> {
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}

/// The type that all values have, where there is one.
pub(super) fn common_type(values: &[Value]) -> Option<&'static str> {
    let all = |is: fn(&Value) -> bool| !values.is_empty() && values.iter().all(is);
    if all(Value::is_string) {
        Some("string")
    } else if all(|value| value.is_i64() || value.is_u64()) {
        Some("integer")
    } else if all(Value::is_number) {
        Some("number")
    } else if all(Value::is_boolean) {
        Some("boolean")
    } else {
        None
    }
}
