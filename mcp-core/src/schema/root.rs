//! The root of a tool's input schema: the object of all arguments.

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::keyword::{first_said, set};

/// Closes the object to what it does not name, unless it says itself how open it is, or has
/// properties elsewhere than in `properties`.
pub(super) fn close(root: &mut Map<String, Value>) {
    const OPEN: [&str; 9] = [
        "additionalProperties",
        "unevaluatedProperties",
        "patternProperties",
        "$ref",
        "oneOf",
        "anyOf",
        "allOf",
        "if",
        "dependentSchemas",
    ];
    if first_said(root, &OPEN).is_none() {
        set(root, "additionalProperties", false);
    }
}

/// Writes it with its properties in the order in which a model should read them; those that have
/// no place in the order come behind.
pub(super) fn write(mut root: Map<String, Value>, order: &[&str]) -> Box<RawValue> {
    let mut members = Vec::new();
    if let Some(name) = root.remove("type") {
        members.push(member("type", &name));
    }
    match root.remove("properties") {
        Some(Value::Object(properties)) => {
            let properties = ordered(properties, order);
            members.push(format!(r#""properties":{{{}}}"#, properties.join(",")));
        }
        Some(other) => members.push(member("properties", &other)),
        None => {}
    }
    if let Some(names) = root.remove("required") {
        members.push(member("required", &names));
    }
    members.extend(root.iter().map(|(name, value)| member(name, value)));
    let text = format!("{{{}}}", members.join(","));
    RawValue::from_string(text).expect("each member is written as JSON")
}

fn ordered(mut properties: Map<String, Value>, order: &[&str]) -> Vec<String> {
    let known = order.iter().filter_map(|name| {
        let schema = properties.remove(*name)?;
        Some(member(name, &schema))
    });
    let mut members: Vec<String> = known.collect();
    members.extend(properties.iter().map(|(name, schema)| member(name, schema)));
    members
}

fn member(name: &str, value: &Value) -> String {
    format!("{}:{value}", json!(name))
}
