//! An enum that is flattened into the arguments, as properties of their object.
//!
//! Its schema is a union at the root, over which some clients drop every tool of a server. All
//! that its variants name goes into one object, and calls are held to the variants all the same.

use serde_json::{Map, Value, json};

use super::keyword::{UNIONS, any_of, first_said, required, set, unsay};

/// Merges the variants into the object, if each is a plain object.
pub(super) fn merge(root: &mut Map<String, Value>) {
    for keyword in UNIONS {
        let Some(Value::Array(variants)) = root.get(keyword) else {
            continue;
        };
        let plain: Vec<_> = variants.iter().filter_map(plain).collect();
        if plain.len() == variants.len() {
            unsay(root, keyword);
            merge_variants(root, &plain);
        }
    }
}

/// A variant that is an object with properties of its own and nothing besides.
fn plain(variant: &Value) -> Option<Map<String, Value>> {
    let variant = variant.as_object()?;
    let is_object = variant.get("type").is_some_and(|name| name == "object");
    let composed = ["$ref", "oneOf", "anyOf", "allOf", "if", "patternProperties"];
    (is_object && first_said(variant, &composed).is_none()).then(|| variant.clone())
}

fn merge_variants(root: &mut Map<String, Value>, variants: &[Map<String, Value>]) {
    // Of each property its different schemas.
    let mut all = Map::new();
    for variant in variants {
        let properties = variant.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let schema = documented(schema, variant);
            match all.get_mut(name) {
                Some(Value::Array(schemas)) if schemas.contains(&schema) => {}
                Some(Value::Array(schemas)) => schemas.push(schema),
                _ => set(&mut all, name, vec![schema]),
            }
        }
    }
    let needed: Vec<Vec<String>> = variants.iter().map(required).collect();
    let always = |name: &String| needed.iter().all(|names| names.contains(name));
    let mut names = required(root);
    for name in all.keys().filter(|name| always(name)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    if !names.is_empty() {
        set(root, "required", names);
    }
    let properties = root.entry("properties").or_insert_with(|| json!({}));
    for (name, schemas) in all {
        if let (Some(properties), Value::Array(schemas)) = (properties.as_object_mut(), schemas) {
            properties.entry(name).or_insert_with(|| union(schemas));
        }
    }
}

/// What is said of a variant is said at the tag that chooses it.
fn documented(schema: &Value, variant: &Map<String, Value>) -> Value {
    let mut schema = schema.clone();
    if let (Some(tag), Some(text)) = (schema.as_object_mut(), variant.get("description"))
        && tag.contains_key("const")
    {
        tag.entry("description").or_insert_with(|| text.clone());
    }
    schema
}

fn union(mut schemas: Vec<Value>) -> Value {
    if schemas.len() == 1 {
        return schemas.remove(0);
    }
    any_of(schemas)
}
