//! What may be left out is not also said to be null.

use serde_json::{Map, Value};

use crate::schema::keyword::{UNIONS, required, set, unsay};

/// Takes the null out of a type, an enum, a default, or a union, and that of what is in the
/// union; a union of one becomes that one. What can be nothing but null stays.
pub(super) fn strip(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        let others = types.iter().filter(|name| *name != "null");
        match others.cloned().collect::<Vec<_>>().as_slice() {
            [] => {}
            [only] => {
                set(schema, "type", only.clone());
            }
            others => *types = others.to_vec(),
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.iter().all(Value::is_null)
    {
        values.retain(|value| !value.is_null());
    }
    if schema.get("default").is_some_and(Value::is_null) {
        unsay(schema, "default");
    }
    for keyword in UNIONS {
        strip_union(schema, keyword);
    }
}

fn strip_union(schema: &mut Map<String, Value>, keyword: &str) {
    let Some(Value::Array(variants)) = schema.get_mut(keyword) else {
        return;
    };
    if variants.iter().all(is_null) {
        return;
    }
    variants.retain(|variant| !is_null(variant));
    for variant in variants.iter_mut().filter_map(Value::as_object_mut) {
        strip(variant);
    }
    if let [Value::Object(only)] = variants.as_mut_slice() {
        let only = std::mem::take(only);
        unsay(schema, keyword);
        for (name, value) in only {
            schema.entry(name).or_insert(value);
        }
    }
}

fn is_null(schema: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    schema.get("type").is_some_and(|name| name == "null")
        || schema.get("const").is_some_and(Value::is_null)
        || values.is_some_and(|values| values.iter().all(Value::is_null))
}

/// Takes those nulls out of the default and the examples that the properties do not allow any
/// more.
pub(super) fn trim(schema: &mut Map<String, Value>) {
    for keyword in ["default", "examples"] {
        let Some(mut value) = schema.remove(keyword) else {
            continue;
        };
        match &mut value {
            Value::Array(examples) if keyword == "examples" => {
                examples
                    .iter_mut()
                    .for_each(|example| trim_value(example, schema));
            }
            value => trim_value(value, schema),
        }
        set(schema, keyword, value);
    }
}

fn trim_value(value: &mut Value, schema: &Map<String, Value>) {
    match value {
        Value::Object(members) => {
            let required = required(schema);
            let properties = schema.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                let optional = !required.contains(name);
                match (members.get_mut(name), property) {
                    (Some(Value::Null), _) if optional => {
                        members.remove(name);
                    }
                    (Some(value), Value::Object(property)) => trim_value(value, property),
                    _ => {}
                }
            }
        }
        Value::Array(items) => {
            if let Some(Value::Object(schema)) = schema.get("items") {
                items.iter_mut().for_each(|item| trim_value(item, schema));
            }
        }
        _ => {}
    }
}
