//! Recursion and composition written out, as far as that ends.

use serde_json::{Map, Value, json};

use crate::schema::keyword::{change_below, set};

/// How often a recursive schema is written out again within itself.
const AGAIN: usize = 1;

/// Puts the definitions where they are referred to, `allOf` into what it stands in, and makes
/// every union an `anyOf`.
pub(super) fn unfold(schema: &mut Value, definitions: &Map<String, Value>, depth: usize) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    let depth = match object.remove("$ref") {
        Some(name) => {
            resolve(object, definition(&name, definitions), depth);
            depth + 1
        }
        None => depth,
    };
    if let Some(Value::Array(parts)) = object.remove("allOf") {
        parts.into_iter().for_each(|part| fold(object, part));
    }
    if let Some(union) = object.remove("oneOf") {
        object.entry("anyOf").or_insert(union);
    }
    change_below(object, |_, _, schema| unfold(schema, definitions, depth));
}

fn definition<'d>(name: &Value, definitions: &'d Map<String, Value>) -> Option<&'d Value> {
    definitions.get(name.as_str()?.strip_prefix("#/$defs/")?)
}

/// Writes a definition out, or ends it with no more than its type.
fn resolve(object: &mut Map<String, Value>, definition: Option<&Value>, depth: usize) {
    let own = std::mem::take(object);
    match definition {
        Some(Value::Object(definition)) if depth < AGAIN => object.clone_from(definition),
        definition => {
            let name = definition.and_then(|definition| definition.get("type"));
            let name = name.cloned().unwrap_or_else(|| json!("object"));
            set(object, "type", name);
        }
    }
    object.extend(own);
}

/// Adds what holds as well; where both say the same keyword, what is there stays.
pub(super) fn fold(object: &mut Map<String, Value>, part: Value) {
    let Value::Object(part) = part else {
        return;
    };
    for (keyword, value) in part {
        match (object.get_mut(&keyword), value) {
            (None, value) => {
                object.insert(keyword, value);
            }
            (Some(Value::Object(own)), Value::Object(more)) if keyword == "properties" => {
                own.extend(more);
            }
            (Some(Value::Array(own)), Value::Array(more)) if keyword == "required" => {
                own.extend(more);
            }
            _ => {}
        }
    }
}
