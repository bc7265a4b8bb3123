//! The portable form, reduced to what a function declaration of the Gemini API takes.
//!
//! That is a small part of OpenAPI 3.0. The API answers 400 to a keyword that it does not know, to
//! one that does not belong to the type, to an `enum` of anything but text, and to whatever
//! stands beside an `anyOf`; with one bad tool all others are lost.

mod numbers;
mod unfold;

use serde_json::{Map, Value, json};

use super::keyword::{any_of, common_type, first_said, note, required, set, unsay};

/// What may be said of each type, besides `type` and `description`.
const TAKEN: [(&str, &[&str]); 6] = [
    (
        "string",
        &["enum", "format", "minLength", "maxLength", "pattern"],
    ),
    ("integer", &["minimum", "maximum"]),
    ("number", &["minimum", "maximum"]),
    ("boolean", &[]),
    ("array", &["items", "minItems", "maxItems"]),
    ("object", &["properties", "required"]),
];

/// Reduces the object of all arguments.
pub(super) fn reduce(root: &mut Map<String, Value>, definitions: &Map<String, Value>) {
    let mut schema = Value::Object(std::mem::take(root));
    unfold::unfold(&mut schema, definitions, 0);
    if let Value::Object(unfolded) = schema {
        *root = unfolded;
    }
    // A union cannot be the root; calls are held to it all the same.
    unsay(root, "anyOf");
    set(root, "type", "object");
    reduce_object(root);
}

fn reduce_schema(schema: &mut Value) {
    match schema {
        Value::Object(object) => reduce_object(object),
        other => *other = anything(),
    }
}

fn reduce_object(schema: &mut Map<String, Value>) {
    tell(schema);
    numbers::include(schema);
    if let Some(items) = schema.remove("prefixItems") {
        set(schema, "items", one_of(items));
    }
    if split_union(schema) {
        return;
    }
    let Some(name) = type_of(schema) else {
        let Value::Object(any) = anything() else {
            return;
        };
        schema.retain(|keyword, _| keyword == "description");
        schema.extend(any);
        split_union(schema);
        return;
    };
    set(schema, "type", name);
    keep(schema, name);
    match name {
        "array" => reduce_schema(schema.entry("items").or_insert_with(anything)),
        "object" => reduce_properties(schema),
        _ => {}
    }
}

/// Says in the description what has no keyword there.
fn tell(schema: &mut Map<String, Value>) {
    match schema.remove("enum") {
        Some(Value::Array(values)) if values.iter().all(Value::is_string) => {
            let values: Vec<_> = values.into_iter().filter(|value| value != "").collect();
            if !values.is_empty() {
                set(schema, "enum", values);
            }
        }
        Some(Value::Array(values)) => {
            if let (None, Some(name)) = (schema.get("type"), common_type(&values)) {
                set(schema, "type", name);
            }
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            note(schema, &format!("One of: {}", values.join(", ")));
        }
        _ => {}
    }
    if let Some(default) = schema.remove("default") {
        note(schema, &format!("Default: {default}"));
    }
}

/// Moves what stands beside an `anyOf`, or beside several types, into each variant.
fn split_union(schema: &mut Map<String, Value>) -> bool {
    let variants = match (schema.remove("anyOf"), schema.get("type")) {
        (Some(Value::Array(variants)), _) => variants,
        (_, Some(Value::Array(types))) => types.iter().map(of_type).collect(),
        _ => return false,
    };
    let beside = std::mem::take(schema);
    let mut reduced = Vec::new();
    for variant in variants.into_iter().filter(|variant| !is_null(variant)) {
        let mut variant = joined(variant, &beside);
        reduce_object(&mut variant);
        match variant.remove("anyOf") {
            Some(Value::Array(inner)) => reduced.extend(inner),
            _ => reduced.push(variant.into()),
        }
    }
    match reduced.as_mut_slice() {
        [Value::Object(only)] => *schema = std::mem::take(only),
        _ => {
            set(schema, "anyOf", reduced);
        }
    }
    true
}

fn is_null(variant: &Value) -> bool {
    variant.get("type").is_some_and(|name| name == "null")
}

/// A variant with what stands beside the union.
fn joined(variant: Value, beside: &Map<String, Value>) -> Map<String, Value> {
    let mut variant = match variant {
        Value::Object(variant) => variant,
        _ => Map::new(),
    };
    let own = variant.remove("description");
    let mut beside = beside.clone();
    if beside.get("type").is_some_and(Value::is_array) {
        unsay(&mut beside, "type");
    }
    unfold::fold(&mut variant, Value::Object(beside));
    if let Some(own) = own.as_ref().and_then(Value::as_str) {
        note(&mut variant, own);
    }
    variant
}

fn type_of(schema: &Map<String, Value>) -> Option<&'static str> {
    let named = schema.get("type").and_then(Value::as_str);
    let known = |(name, keywords): &(&'static str, &[&str])| {
        let fits = match named {
            Some(named) => named == *name,
            None => first_said(schema, keywords).is_some(),
        };
        fits.then_some(*name)
    };
    TAKEN.iter().find_map(known)
}

fn keep(schema: &mut Map<String, Value>, name: &str) {
    let taken = TAKEN.iter().find(|(known, _)| *known == name);
    let taken = taken.map_or(&[][..], |(_, keywords)| keywords);
    schema.retain(|keyword, value| match keyword.as_str() {
        "type" => true,
        "description" => value.is_string(),
        "format" => value == "date-time" && name == "string",
        keyword => taken.contains(&keyword),
    });
}

fn reduce_properties(schema: &mut Map<String, Value>) {
    let names = required(schema);
    unsay(schema, "required");
    let properties = schema.entry("properties").or_insert_with(|| json!({}));
    let Some(properties) = properties.as_object_mut() else {
        return;
    };
    properties.values_mut().for_each(reduce_schema);
    let known = |name: &String| properties.contains_key(name);
    let names: Vec<String> = names.into_iter().filter(known).collect();
    if !names.is_empty() {
        set(schema, "required", names);
    }
}

/// What takes the place of a schema that allows anything, for each must have a type.
fn anything() -> Value {
    let text = r#"{"anyOf":[
        {"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"object","properties":{}}
    ]}"#;
    serde_json::from_str(text).expect("it is JSON")
}

fn of_type(name: &Value) -> Value {
    let mut schema = Map::new();
    set(&mut schema, "type", name.clone());
    schema.into()
}

fn one_of(schemas: Value) -> Value {
    let mut different: Vec<Value> = Vec::new();
    if let Value::Array(schemas) = schemas {
        for schema in schemas {
            if !different.contains(&schema) {
                different.push(schema);
            }
        }
    }
    match different.len() {
        1 => different.remove(0),
        _ => any_of(different),
    }
}
