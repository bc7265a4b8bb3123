//! The root of the input schema: the object of all arguments.

use serde_json::{Map, Value};

use super::head::portable;
use super::{Findings, INPUT};
use crate::schema::keyword::escaped;

pub(super) fn check(schema: &Value, found: &mut Findings) {
    let Some(root) = schema.as_object() else {
        // The walk over all schemas says that it is a boolean.
        return;
    };
    check_shape(root, found);
    let properties = root.get("properties").and_then(Value::as_object);
    for name in properties.into_iter().flat_map(Map::keys) {
        if let Some(spelled) = portable(name) {
            found.say(
                &format!("{INPUT}/properties/{}", escaped(name)),
                &format!(
                    "the APIs of models take arguments of 1 to 64 of `A-Za-z0-9_-`, and drop all \
                     tools over another: write `{spelled}`"
                ),
            );
        }
    }
}

fn check_shape(root: &Map<String, Value>, found: &mut Findings) {
    if root.get("type").is_none_or(|name| name != "object") {
        found.say(
            INPUT,
            "clients drop all tools over arguments that are no plain object: write \
             `\"type\": \"object\"` at the root",
        );
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        if root.contains_key(keyword) {
            found.say(
                &format!("{INPUT}/{keyword}"),
                &format!(
                    "Anthropic's API refuses all tools over `{keyword}` at the root: make what it \
                     says one argument, or name all properties in `properties`"
                ),
            );
        }
    }
    if !root.get("properties").is_some_and(Value::is_object) {
        found.say(
            INPUT,
            "OpenAI's API refuses arguments without `properties`: write `\"properties\": {}`",
        );
    }
}
