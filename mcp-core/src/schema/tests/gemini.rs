//! What a function declaration of the Gemini API takes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::types::*;
use super::{SchemaPolicy, answer, argument, flat, whole};
use crate::tool::{ArgumentSpec, Bound, Limits};

fn gemini<T: serde::de::DeserializeOwned + JsonSchema>() -> Value {
    argument::<T>(SchemaPolicy::Gemini)
}

fn said<T: serde::de::DeserializeOwned + JsonSchema>(spec: &'static ArgumentSpec) -> Value {
    flat(SchemaPolicy::Gemini, |description| {
        description.argument::<T>(0, spec);
    })["properties"]["it"]
        .take()
}

const NEW: ArgumentSpec = ArgumentSpec {
    name: "it",
    ..ArgumentSpec::new("", "")
};

/// Every keyword in a schema is one that the API has, and stands where it belongs.
#[track_caller]
fn assert_taken(schema: &Value) {
    let object = schema.as_object().unwrap();
    if let Some(variants) = object.get("anyOf") {
        assert_eq!(object.len(), 1, "`anyOf` stands alone: {schema}");
        variants.as_array().unwrap().iter().for_each(assert_taken);
        return;
    }
    let name = object["type"].as_str().unwrap();
    let taken: &[&str] = match name {
        "string" => &["enum", "format", "minLength", "maxLength", "pattern"],
        "integer" | "number" => &["minimum", "maximum"],
        "boolean" => &[],
        "array" => &["items", "minItems", "maxItems"],
        "object" => &["properties", "required"],
        other => panic!("no type: {other}"),
    };
    for (keyword, value) in object {
        match keyword.as_str() {
            "type" | "description" => {}
            "items" => assert_taken(value),
            "properties" => value.as_object().unwrap().values().for_each(assert_taken),
            keyword => assert!(taken.contains(&keyword), "{keyword} in {schema}"),
        }
    }
    assert!(name != "array" || object.contains_key("items"), "{schema}");
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "only the schema is looked at")]
struct Everything {
    outer: Outer,
    tree: Tree,
    shape: Option<Shape>,
    choice: Choice,
    loose: Loose,
    pair: (u8, String),
    same: (u8, u8),
    map: BTreeMap<u32, Inner>,
    any: Value,
    list: Vec<Value>,
    drawing: Drawing,
    unit: Option<()>,
    book: Book,
    address: std::net::Ipv4Addr,
    #[schemars(extend("allOf" = [{"required": ["a"]}], "if" = {}, "not" = {}))]
    strict: Strict,
}

#[test]
fn nothing_stands_anywhere_that_the_api_does_not_take() {
    assert_taken(&whole::<Everything>(SchemaPolicy::Gemini));
    assert_taken(&whole::<Tree>(SchemaPolicy::Gemini));
    assert_taken(&whole::<Drawing>(SchemaPolicy::Gemini));
    assert_taken(&whole::<Open>(SchemaPolicy::Gemini));
    assert_taken(&flat(SchemaPolicy::Gemini, |_| {}));
}

#[test]
fn recursion_ends_in_a_plain_object() {
    let schema = gemini::<Tree>();
    let child = &schema["properties"]["children"]["items"];
    let end = json!({"type": "object", "properties": {}});
    assert_eq!(child["properties"]["children"]["items"], end);
    assert_eq!(child["properties"]["parent"], end);
    assert_eq!(child["required"], json!(["name", "children"]));
}

#[test]
fn what_stands_beside_a_union_goes_into_its_variants() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        description: "What to draw",
        ..NEW
    };
    let variants = said::<Shape>(&SPEC)["anyOf"].take();
    assert_eq!(variants[0]["description"], "What to draw\nA circle.");
    assert_eq!(variants[1]["description"], "What to draw\nA square.");
}

#[test]
fn an_enum_of_numbers_and_a_default_are_said_in_the_description() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        description: "How many",
        one_of: Some(|| json!([1, 2])),
        default: Some(|| json!(2)),
        ..NEW
    };
    let expected = json!({
        "type": "integer", "minimum": 0, "maximum": 255,
        "description": "How many\nOne of: 1, 2\nDefault: 2",
    });
    assert_eq!(said::<u8>(&SPEC), expected);
}

#[test]
fn exclusive_bounds_of_integers_are_the_next_integers() {
    const LIMITS: Limits = Limits {
        exclusive_minimum: Some(Bound::Whole(1)),
        exclusive_maximum: Some(Bound::Whole(9)),
        multiple_of: Some(Bound::Whole(2)),
        ..Limits::NONE
    };
    const SPEC: ArgumentSpec = ArgumentSpec {
        limits: LIMITS,
        ..NEW
    };
    let whole = json!({"type": "integer", "minimum": 2, "maximum": 8});
    assert_eq!(said::<u8>(&SPEC), whole);
    assert_eq!(said::<f64>(&SPEC), json!({"type": "number"}));
}

#[test]
fn only_dates_with_times_have_a_format() {
    assert_eq!(gemini::<std::net::Ipv4Addr>(), json!({"type": "string"}));
    const SPEC: ArgumentSpec = ArgumentSpec {
        limits: Limits {
            format: Some("date-time"),
            ..Limits::NONE
        },
        ..NEW
    };
    assert_eq!(said::<String>(&SPEC)["format"], "date-time");
}

#[test]
fn a_tuple_is_a_list_of_what_is_in_it() {
    let same = json!({"type": "integer", "minimum": 0, "maximum": 255});
    assert_eq!(
        gemini::<(u8, u8)>(),
        json!({"type": "array", "items": same, "minItems": 2, "maxItems": 2})
    );
    let items = gemini::<(u8, String)>()["items"].take();
    assert_eq!(items, json!({"anyOf": [same, {"type": "string"}]}));
}

#[test]
fn an_answer_keeps_its_nulls() {
    assert_eq!(
        answer::<Inner>(SchemaPolicy::Gemini),
        answer::<Inner>(SchemaPolicy::Portable)
    );
}
