//! What is said at a parameter, added to what is known of its type.

use serde_json::{Map, Value, json};

use super::header::KEYWORD;
use super::keyword::set;
use crate::tool::{ArgumentSpec, Limits};

/// Adds it.
pub(crate) fn decorate(schema: &mut Value, spec: &ArgumentSpec) {
    let schema = object(schema);
    if !spec.description.is_empty() {
        set(schema, "description", spec.description);
    }
    limit(schema, &spec.limits);
    if let Some(values) = spec.one_of {
        set(schema, "enum", values());
    }
    if let Some(example) = spec.example {
        set(schema, "examples", vec![example()]);
    }
    if let Some(header) = spec.header {
        set(schema, KEYWORD, header);
    }
    if spec.deprecated {
        set(schema, "deprecated", true);
    }
    let default = spec.default.map(|default| default());
    if let Some(default) = default.filter(|default| !default.is_null()) {
        set(schema, "default", default);
    }
}

/// A schema as an object, which says the same as a boolean.
pub(super) fn object(schema: &mut Value) -> &mut Map<String, Value> {
    match schema {
        Value::Object(_) => {}
        Value::Bool(false) => *schema = json!({"not": {}}),
        _ => *schema = json!({}),
    }
    schema.as_object_mut().expect("it was just made one")
}

fn limit(schema: &mut Map<String, Value>, limits: &Limits) {
    let numbers = [
        ("minimum", limits.minimum),
        ("maximum", limits.maximum),
        ("exclusiveMinimum", limits.exclusive_minimum),
        ("exclusiveMaximum", limits.exclusive_maximum),
        ("multipleOf", limits.multiple_of),
    ];
    for (keyword, bound) in numbers {
        if let Some(number) = bound.and_then(crate::tool::Bound::to_json) {
            set(schema, keyword, number);
        }
    }
    let counts = [
        ("minLength", limits.min_length),
        ("maxLength", limits.max_length),
        ("minItems", limits.min_items),
        ("maxItems", limits.max_items),
    ];
    for (keyword, count) in counts {
        if let Some(count) = count {
            set(schema, keyword, count);
        }
    }
    if limits.unique {
        set(schema, "uniqueItems", true);
    }
    for (keyword, text) in [("pattern", limits.pattern), ("format", limits.format)] {
        if let Some(text) = text {
            set(schema, keyword, text);
        }
    }
}
