//! Which schemas need a check, and what of them cannot be enforced.

use serde_json::{Map, Value, json};

use super::super::Rule;
use super::{faults, rule};

#[test]
fn what_a_derived_type_keeps_to_anyway_is_loose() {
    for schema in [
        json!({}),
        json!({"type": "integer", "format": "uint8", "minimum": 0, "maximum": 255}),
        json!({"type": "integer", "format": "int32"}),
        json!({"type": "integer", "format": "uint64", "minimum": 0}),
        json!({"type": ["string", "null"], "description": "d", "title": "t", "default": null, "examples": []}),
        json!({"type": "object", "properties": {"a": {"enum": ["x", "y"]}, "b": {"const": 1}}, "required": ["a"], "additionalProperties": true}),
        json!({"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "null"}]}, "$defs": {"a": {"type": "number", "format": "double"}}}),
        json!({"oneOf": [{"type": "string", "format": "made-up"}]}),
    ] {
        assert!(rule(&schema).is_loose(), "{schema}");
    }
}

#[test]
fn what_a_derived_type_does_not_know_of_is_not_loose() {
    for schema in [
        json!({"type": "integer", "format": "uint8", "minimum": 1, "maximum": 255}),
        json!({"type": "integer", "format": "uint8", "minimum": 0, "maximum": 100}),
        json!({"type": "integer", "minimum": 0}),
        json!({"type": "integer", "format": "int32", "multipleOf": 2}),
        json!({"minLength": 1}),
        json!({"pattern": "a"}),
        json!({"format": "date"}),
        json!({"minItems": 1}),
        json!({"uniqueItems": true}),
        json!({"allOf": [{}]}),
        json!({"not": {"type": "null"}}),
        json!({"if": {}}),
        json!({"enum": [1, 2]}),
        json!({"properties": {"a": {"items": {"maxLength": 1}}}}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"maxLength": 1}}}),
        json!({"additionalProperties": {"type": "string"}}),
        // Unless it says so itself, a type takes what it does not name, and drops it.
        json!({"properties": {"a": {}}, "additionalProperties": false}),
        json!(false),
    ] {
        assert!(!rule(&schema).is_loose(), "{schema}");
    }
}

#[test]
fn a_rule_can_begin_anywhere_in_its_root() {
    let root =
        json!({"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "string"}}});
    let (rule, unenforced) = Rule::compile(&root["properties"]["a"], &root);
    assert!(unenforced.is_empty());
    assert!(faults(&rule, "\"a\"").is_empty());
    assert_eq!(faults(&rule, "1").len(), 1);
}

#[test]
fn what_cannot_be_enforced_is_told_and_lets_values_pass() {
    for (schema, pointer, passing) in [
        (
            json!({"properties": {"a/b": {"pattern": "a(?=b)"}}}),
            "/properties/a~1b/pattern",
            r#"{"a/b":""}"#,
        ),
        (json!({"$ref": "https://example.com/s.json"}), "/$ref", "1"),
        (json!({"$ref": "#/$defs/none"}), "/$ref", "1"),
        (json!({"$ref": "#anchor"}), "/$ref", "1"),
        (
            json!({"items": {"$ref": "#/$defs/a"}, "$defs": {"a": {"pattern": "("}}}),
            "/$defs/a/pattern",
            "[\"a\"]",
        ),
        (json!({"type": "thing"}), "/type", "1"),
        (json!({"minLength": "1"}), "/minLength", "\"\""),
        (json!({"exclusiveMinimum": true}), "/exclusiveMinimum", "0"),
        (
            json!({"unevaluatedProperties": false}),
            "/unevaluatedProperties",
            r#"{"a":1}"#,
        ),
        (
            json!({"patternProperties": {"(?!a)": {}}, "additionalProperties": false}),
            "/patternProperties/(?!a)",
            r#"{"b":1}"#,
        ),
        (
            json!({"not": {"pattern": "(?!a)"}}),
            "/not/pattern",
            "\"a\"",
        ),
        (
            json!({"oneOf": [{"pattern": "a(?!b)"}, {"type": "string"}]}),
            "/oneOf/0/pattern",
            "\"a\"",
        ),
        (json!({"anyOf": {}}), "/anyOf", "1"),
        (json!({"items": [1]}), "/items", "[1]"),
        (json!(3), "", "3"),
    ] {
        let (rule, unenforced) = Rule::compile(&schema, &schema);
        let pointers: Vec<&str> = unenforced.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, [pointer], "{schema}");
        assert!(faults(&rule, passing).is_empty(), "{schema}");
    }
}

#[test]
fn references_in_a_circle_are_told() {
    let schema: Value = json!({"$ref": "#/$defs/a", "$defs": {
        "a": {"allOf": [{"$ref": "#/$defs/b"}]},
        "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "null"}]},
    }});
    let (rule, unenforced) = Rule::compile(&schema, &schema);
    assert_eq!(unenforced.len(), 1, "{unenforced:?}");
    assert!(unenforced[0].reason.contains("refers to itself"));
    assert!(faults(&rule, "1").is_empty());
    let (rule, unenforced) = Rule::compile(&json!({"$ref": "#"}), &json!({"$ref": "#"}));
    assert_eq!(unenforced.len(), 1);
    assert_eq!(rule.expectation(), "any value");
}

#[test]
fn each_of_many_definitions_is_read_once() {
    const MANY: usize = 20_000;
    let to = |index: usize| json!({"$ref": format!("#/$defs/{index}")});
    let mut definitions: Map<_, _> = (0..MANY)
        .map(|index| (index.to_string(), json!({"anyOf": [{}, to(index + 1)]})))
        .collect();
    definitions.insert(MANY.to_string(), json!({"type": "string"}));
    let each: Map<_, _> = (0..MANY)
        .map(|index| (format!("n{}", index * 7919 % MANY), to(index)))
        .collect();
    let same: Vec<Value> = (0..MANY).map(|_| to(MANY)).collect();
    let schema = json!({"properties": each, "prefixItems": same, "$defs": definitions});
    let rule = rule(&schema);
    assert_eq!(faults(&rule, r#"["a",1]"#)[0].pointer, "/1");
    assert!(faults(&rule, r#"{"n1":1}"#).is_empty());
}
