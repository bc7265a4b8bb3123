//! The rules of the portable form, one test for each trouble that clients are known to have.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::types::*;
use super::{SchemaPolicy, answer, described, places, portable, whole_text};
use crate::model::ToolDefinition;
use crate::schema::{Rule, fits, lint, serialized, whole_rule};
use crate::tool::{CallFuture, Policy, Spec, Tool};

fn whole<T: serde::de::DeserializeOwned + JsonSchema>() -> Value {
    super::whole::<T>(SchemaPolicy::Portable)
}

fn outcome<T: JsonSchema>() -> Option<Value> {
    answer::<T>(SchemaPolicy::Portable)
}

#[test]
fn rule_1_types_stand_where_they_are_used() {
    for schema in [whole::<Outer>(), outcome::<Outer>().unwrap()] {
        let text = schema.to_string();
        assert!(!text.contains("$ref") && !text.contains("$defs"), "{text}");
    }
}

#[test]
fn rule_2_recursion_leads_to_a_definition_and_never_to_the_root() {
    let schema = whole::<Tree>();
    let reference = json!({"$ref": "#/$defs/Tree"});
    assert_eq!(schema["properties"]["children"]["items"], reference);
    assert_eq!(schema["properties"]["parent"], reference);
    assert_eq!(schema["$defs"]["Tree"]["properties"]["parent"], reference);
    assert_eq!(schema["$defs"].as_object().unwrap().len(), 1);
}

#[test]
fn rule_2_a_recursive_answer_has_no_published_schema() {
    assert_eq!(outcome::<Tree>(), None);
    assert_eq!(outcome::<Vec<Tree>>(), None);
    assert!(outcome::<Book>().is_some(), "`$ref` is only a name there");
}

#[test]
fn rule_2_a_lint_says_that_a_recursive_answer_has_no_published_schema() {
    const SPEC: Spec = Spec {
        name: "grow",
        description: "Grow a tree",
        ..Spec::NEW
    };
    let lints = |output| {
        let run = |_, _| -> CallFuture { Box::pin(async { Ok(Default::default()) }) };
        let tool = Tool::function(&SPEC, |_, _| {}, output, run);
        tool.prepare(&Policy::default()).unwrap().lints()
    };
    let found = lints(|| Some(serialized::<Tree>()));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].pointer, "/outputSchema");
    assert!(lints(|| Some(serialized::<Inner>())).is_empty());
    assert!(lints(|| None).is_empty());
}

#[test]
fn rule_3_what_may_be_left_out_is_never_null_at_any_depth() {
    let schema = whole::<Inner>();
    let size = json!({"type": "integer", "minimum": 0});
    assert_eq!(schema["properties"]["size"], size);
    assert_eq!(schema.get("required"), None);
    let schema = whole::<Outer>();
    assert_eq!(schema["properties"]["apple"]["type"], "object");
    for inner in ["apple", "zebra"] {
        let properties = &schema["properties"][inner]["properties"];
        assert_eq!(properties["size"], size);
        assert_eq!(properties["status"]["type"], "string");
    }
}

#[test]
fn rule_3_a_union_that_may_be_left_out_has_no_null_either() {
    let expected = json!({"anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 255}, {"type": "string"},
    ]});
    assert_eq!(portable::<Option<Loose>>(), expected);
}

#[test]
fn rule_3_a_default_has_no_null_that_the_schema_does_not_allow() {
    let schema = whole::<Defaulted>();
    assert_eq!(schema["properties"]["none"].get("default"), None);
    assert_eq!(schema["properties"]["inner"]["default"], json!({"size": 1}));
}

#[test]
fn rule_3_a_null_that_means_something_stays() {
    let items = &whole::<Outer>()["properties"]["mango"]["items"];
    assert_eq!(items["type"], json!(["integer", "null"]));
    let schema = outcome::<Inner>().unwrap();
    assert_eq!(
        schema["properties"]["size"]["type"],
        json!(["integer", "null"])
    );
    assert_eq!(schema["required"], json!(["size", "status"]));
}

#[test]
fn rule_4_formats_of_numbers_are_gone_and_their_bounds_stay() {
    let small = json!({"type": "integer", "minimum": 0, "maximum": 255});
    assert_eq!(portable::<u8>(), small);
    assert_eq!(portable::<u64>(), json!({"type": "integer", "minimum": 0}));
    assert_eq!(portable::<i64>(), json!({"type": "integer"}));
    assert_eq!(portable::<f64>(), json!({"type": "number"}));
    assert_eq!(outcome::<u8>(), Some(small));
}

#[test]
fn rule_5_formats_of_json_schema_stay() {
    assert_eq!(portable::<std::net::Ipv4Addr>()["format"], "ipv4");
    assert_eq!(portable::<std::net::IpAddr>().get("format"), None);
}

#[test]
fn rule_5_an_example_stands_for_formats_of_dates_that_only_rust_knows() {
    #[derive(serde::Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Alarm {
        #[schemars(extend("format" = "partial-time"))]
        time: String,
        #[schemars(extend("format" = "partial-date-time", "examples" = ["2000-01-01T00:00:00"]))]
        from: String,
    }
    let schema = portable::<Alarm>();
    let shown = |name: &str| schema["properties"][name].clone();
    assert_eq!(
        shown("time"),
        json!({"type": "string", "examples": ["12:30:00"]})
    );
    assert_eq!(
        shown("from"),
        json!({"type": "string", "examples": ["2000-01-01T00:00:00"]})
    );
}

#[test]
fn rule_6_a_schema_is_never_a_boolean() {
    assert_eq!(portable::<Value>(), json!({}));
    assert_eq!(portable::<Option<Value>>(), json!({}));
    let list = portable::<Vec<Value>>();
    assert_eq!(list, json!({"type": "array", "items": {}}));
    assert_eq!(outcome::<Value>(), Some(json!({})));
}

#[test]
fn rule_7_the_root_is_closed_and_what_is_nested_as_open_as_its_type() {
    let schema = whole::<Nesting>();
    assert_eq!(schema["additionalProperties"], json!(false));
    let nested = &schema["properties"];
    assert_eq!(nested["inner"].get("additionalProperties"), None);
    assert_eq!(nested["strict"]["additionalProperties"], json!(false));
}

#[test]
fn rule_7_a_root_with_a_flattened_map_stays_open() {
    assert_eq!(whole::<Open>()["additionalProperties"], json!(true));
}

#[test]
fn rule_8_properties_are_named_even_where_there_are_none() {
    let empty = json!({"type": "object", "properties": {}, "additionalProperties": false});
    assert_eq!(super::flat(SchemaPolicy::Portable, |_| {}), empty);
    assert_eq!(whole::<Empty>(), empty);
    let nested = &whole::<Nesting>()["properties"]["empty"];
    assert_eq!(*nested, json!({"type": "object", "properties": {}}));
}

#[test]
fn rule_9_documented_variants_are_an_enum_with_a_line_about_them() {
    let status = json!({
        "type": "string",
        "enum": ["open", "done"],
        "description": "`open`: Not begun; `done`: Finished",
    });
    assert_eq!(portable::<Status>(), status);
    assert_eq!(portable::<Option<Status>>(), status);
    assert_eq!(outcome::<Status>(), Some(status.clone()));
    assert_eq!(
        whole::<Outer>()["properties"]["zebra"]["properties"]["status"],
        status
    );
}

#[test]
fn rule_9_of_mixed_variants_the_first_paragraph_is_told() {
    let expected = json!({
        "type": "string",
        "enum": ["Plain", "Other", "Told"],
        "description": "How it stands.\n`Told`: Said over two lines",
    });
    assert_eq!(portable::<Mixed>(), expected);
}

#[test]
fn rule_9_constants_among_objects_are_one_variant() {
    let expected = json!([
        {"type": "string", "enum": ["Nothing", "All"], "description": "`All`: All of them"},
        {
            "type": "object",
            "properties": {"Some": {
                "type": "object",
                "properties": {"count": {"type": "integer", "minimum": 0, "maximum": 255}},
                "required": ["count"],
            }},
            "required": ["Some"],
            "additionalProperties": false,
        },
    ]);
    assert_eq!(portable::<Choice>()["oneOf"], expected);
}

#[test]
fn rule_9_the_tag_of_a_variant_is_an_enum_of_one() {
    let variants = portable::<Shape>()["oneOf"].take();
    let tag = json!({"type": "string", "enum": ["Circle"]});
    assert_eq!(variants[0]["properties"]["kind"], tag);
    let answer = outcome::<Shape>().unwrap();
    let tag = &answer["oneOf"][0]["properties"]["kind"];
    assert_eq!(*tag, json!({"type": "string", "const": "Circle"}));
}

#[test]
fn rule_10_an_enum_cannot_be_all_arguments() {
    let refusal = fits(&described::<Shape>()).unwrap_err();
    assert!(refusal.contains("must be a struct"), "{refusal}");
    assert_eq!(fits(&described::<Drawing>()), Ok(()));
}

#[test]
fn rule_10_a_flattened_enum_is_no_union_at_the_root() {
    let expected = json!({
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "kind": {
                "type": "string",
                "enum": ["Circle", "Square"],
                "description": "`Circle`: A circle; `Square`: A square",
            },
            "radius": {"type": "number"},
            "side": {"type": "number"},
        },
        "required": ["name", "kind"],
    });
    let mut published = whole::<Drawing>();
    // schemars says at the root what is said of the enum.
    published.as_object_mut().unwrap().remove("description");
    assert_eq!(published, expected);
}

#[test]
fn rule_10_calls_are_held_to_the_variants_of_a_flattened_enum() {
    let described = described::<Drawing>();
    let whole = described.whole.as_ref().unwrap();
    let rule = whole_rule(whole, &described.definitions).unwrap();
    let faults = |arguments: Value| {
        let mut faults = Vec::new();
        let arguments = serde_json::value::to_raw_value(&arguments).unwrap();
        rule.check(&arguments, "", true, &mut faults);
        faults.len()
    };
    let circle = json!({"name": "c", "kind": "Circle", "radius": 1.0});
    assert_eq!(faults(circle), 0);
    assert_ne!(faults(json!({"name": "s", "kind": "Square"})), 0);
}

#[test]
fn rule_11_tuples_and_maps_by_number_stay_and_are_linted() {
    let tuple = portable::<(u8, String)>();
    assert!(tuple["prefixItems"].is_array(), "{tuple}");
    let map = portable::<BTreeMap<u32, u8>>();
    assert!(map["patternProperties"].is_object(), "{map}");
    let root = json!({"type": "object", "properties": {"tuple": tuple, "map": map}});
    let definition = ToolDefinition {
        input_schema: serde_json::value::to_raw_value(&root).unwrap(),
        ..ToolDefinition::new("t", "Test")
    };
    let texts: Vec<_> = lint(&definition, "here")
        .into_iter()
        .map(|lint| lint.text)
        .collect();
    for word in ["tuples", "patternProperties"] {
        assert!(texts.iter().any(|text| text.contains(word)), "{texts:?}");
    }
}

#[test]
fn rule_12_text_that_spells_a_value_counts_as_it_where_no_text_is_allowed() {
    let (rule, _) = Rule::compile(&portable::<u32>(), &Value::Null);
    let text = serde_json::value::to_raw_value("200").unwrap();
    assert_eq!(rule.relax(&text, true).unwrap().get(), "200");
    assert!(rule.relax(&text, false).is_none());
}

#[test]
fn rule_13_properties_stand_in_the_order_of_declaration() {
    let text = whole_text::<Outer>(SchemaPolicy::Portable);
    let places = places(&text, &["zebra", "apple", "mango"]);
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("mangoes"), "an alias is no property");
    assert_eq!(text, whole_text::<Outer>(SchemaPolicy::Portable));
}

#[test]
fn rule_14_titles_and_dialects_are_gone_and_properties_of_their_names_stay() {
    let text = outcome::<Outer>().unwrap().to_string();
    assert!(
        !text.contains("title") && !text.contains("$schema"),
        "{text}"
    );
    for schema in [whole::<Book>(), outcome::<Book>().unwrap()] {
        for name in ["title", "$schema", "format", "$ref"] {
            assert!(schema["properties"][name].is_object(), "{schema}");
        }
    }
}

#[test]
fn rule_14_a_schema_written_by_hand_is_never_touched() {
    const INPUT: &str = r#"{ "$schema":"https://json-schema.org/draft/2020-12/schema",
        "type":"object", "title":"T", "properties":{"n":
        {"type":["integer","null"],"format":"uint8"}}, "$defs":{"a":true} }"#;
    const OUTPUT: &str = r#"{"title":"T","items":true}"#;
    let raw = |text: &str| serde_json::value::RawValue::from_string(text.to_owned()).unwrap();
    let definition = ToolDefinition {
        input_schema: raw(INPUT),
        output_schema: Some(raw(OUTPUT)),
        ..ToolDefinition::new("t", "Test")
    };
    let tool = Tool::raw(definition, |_| Box::pin(async { Ok(Default::default()) }));
    let prepared = tool.prepare(&Policy::default()).unwrap();
    assert_eq!(prepared.definition().input_schema.get(), INPUT);
    let output = prepared.definition().output_schema.as_ref().unwrap();
    assert_eq!(output.get(), OUTPUT);
}

#[test]
fn rule_15_an_answer_that_is_no_object_is_published_as_it_is() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    assert_eq!(outcome::<Vec<String>>(), Some(list.clone()));
    let list = serde_json::value::to_raw_value(&list).unwrap();
    assert!(
        crate::wire::wraps(&list),
        "older revisions get it in an object"
    );
}

#[test]
fn rule_16_answers_are_described_as_they_are_written() {
    let schema = outcome::<Defaulted>().unwrap();
    assert_eq!(schema["required"], json!(["none", "inner"]));
    let input = whole::<Defaulted>();
    assert_eq!(input.get("required"), None);
}
