//! From what the types say to what clients get to see.

use schemars::Schema;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::SchemaPolicy;
use super::decorate::{decorate, object};
use super::describe::{Argument, Described, Whole};
use super::gemini::reduce;
use super::keyword::{refers, set};
use super::merge::merge;
use super::normalise::{Flow, normalise};
use super::root::{close, write};

/// The schema of all arguments.
pub(crate) fn input(described: &Described, policy: SchemaPolicy) -> Box<RawValue> {
    let (mut root, order) = match &described.whole {
        Some(whole) => (whole_root(whole, policy), whole.fields.to_vec()),
        None => flat_root(&described.arguments, policy),
    };
    let definitions = definitions(&described.definitions, policy);
    match policy {
        SchemaPolicy::Gemini => reduce(&mut root, &definitions),
        SchemaPolicy::Portable | SchemaPolicy::Exact => {
            if !definitions.is_empty() {
                set(&mut root, "$defs", definitions);
            }
        }
    }
    write(root, &order)
}

/// An object with a property for each argument, and their names in order.
fn flat_root(
    arguments: &[Argument],
    policy: SchemaPolicy,
) -> (Map<String, Value>, Vec<&'static str>) {
    // Collecting them would sort them first, by code of its own.
    let mut properties = Map::new();
    for argument in arguments {
        let mut schema = argument.schema.clone();
        decorate(&mut schema, argument.spec);
        match policy {
            SchemaPolicy::Exact => {}
            SchemaPolicy::Portable | SchemaPolicy::Gemini => {
                normalise(&mut schema, Flow::Input, argument.optional);
            }
        }
        properties.insert(argument.spec.name.to_owned(), schema);
    }
    let required = arguments.iter().filter(|argument| !argument.optional);
    let required: Vec<_> = required.map(|argument| argument.spec.name).collect();
    let mut root = Map::new();
    set(&mut root, "type", "object");
    set(&mut root, "properties", properties);
    if !required.is_empty() {
        set(&mut root, "required", required);
    }
    close(&mut root);
    let names = arguments.iter().map(|argument| argument.spec.name);
    (root, names.collect())
}

fn whole_root(whole: &Whole, policy: SchemaPolicy) -> Map<String, Value> {
    let mut schema = whole.schema.clone();
    match policy {
        SchemaPolicy::Exact => {}
        SchemaPolicy::Portable | SchemaPolicy::Gemini => {
            let root = object(&mut schema);
            close(root);
            merge(root);
            root.entry("properties").or_insert_with(|| json!({}));
            normalise(&mut schema, Flow::Input, false);
        }
    }
    std::mem::take(object(&mut schema))
}

fn definitions(definitions: &Map<String, Value>, policy: SchemaPolicy) -> Map<String, Value> {
    let mut definitions = definitions.clone();
    match policy {
        SchemaPolicy::Exact => {}
        SchemaPolicy::Portable | SchemaPolicy::Gemini => {
            for schema in definitions.values_mut() {
                normalise(schema, Flow::Input, false);
            }
        }
    }
    definitions
}

/// The schema of an answer as it is published; a recursive one is not, because clients drop every
/// tool of a server that has one.
pub(crate) fn output(schema: Schema, policy: SchemaPolicy) -> Option<Box<RawValue>> {
    let mut schema = schema.to_value();
    match policy {
        SchemaPolicy::Exact => {}
        // Gemini is given no schemas of answers, and clients hold answers to them.
        SchemaPolicy::Portable | SchemaPolicy::Gemini => {
            normalise(&mut schema, Flow::Output, false);
            // Inlined as they are, only recursive schemas refer to any.
            if refers(&schema) {
                return None;
            }
        }
    }
    serde_json::value::to_raw_value(&schema).ok()
}
