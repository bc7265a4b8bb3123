//! What clients get to see of Rust types.

mod arguments;
mod exact;
mod gemini;
mod rules;
mod types;
mod validity;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Described, Description, SchemaPolicy};
use crate::tool::ArgumentSpec;

/// What is published of some arguments, as text.
fn flat_text(policy: SchemaPolicy, describe: impl FnOnce(&mut Description)) -> String {
    let mut description = Description::default();
    describe(&mut description);
    super::input(&description.finish(), policy).get().to_owned()
}

fn flat(policy: SchemaPolicy, describe: impl FnOnce(&mut Description)) -> Value {
    serde_json::from_str(&flat_text(policy, describe)).unwrap()
}

/// What is published of one argument of a type.
fn argument<T: DeserializeOwned + JsonSchema>(policy: SchemaPolicy) -> Value {
    const SPEC: &ArgumentSpec = &ArgumentSpec {
        name: "it",
        ..ArgumentSpec::new("", "")
    };
    flat(policy, |description| description.argument::<T>(0, SPEC))["properties"]["it"].take()
}

fn portable<T: DeserializeOwned + JsonSchema>() -> Value {
    argument::<T>(SchemaPolicy::Portable)
}

fn described<T: DeserializeOwned + JsonSchema>() -> Described {
    let mut description = Description::default();
    description.whole::<T>();
    description.finish()
}

/// What is published of a type that is all arguments, as text.
fn whole_text<T: DeserializeOwned + JsonSchema>(policy: SchemaPolicy) -> String {
    super::input(&described::<T>(), policy).get().to_owned()
}

fn whole<T: DeserializeOwned + JsonSchema>(policy: SchemaPolicy) -> Value {
    serde_json::from_str(&whole_text::<T>(policy)).unwrap()
}

/// What is published of an answer.
fn answer<T: JsonSchema>(policy: SchemaPolicy) -> Option<Value> {
    let schema = super::output(super::serialized::<T>(), policy)?;
    Some(serde_json::from_str(schema.get()).unwrap())
}

/// The places of some words in a text, in the order in which they are asked for.
fn places(text: &str, words: &[&str]) -> Vec<usize> {
    let place = |word: &&str| text.find(&format!("\"{word}\":")).unwrap();
    words.iter().map(place).collect()
}
