//! Values and schemas that mean harm.

use serde_json::json;

use super::{faults, rule, said};

const MUCH: &str = "is too large or too deeply nested to check";

#[test]
fn depth_without_end_is_refused() {
    let rule = rule(&json!({
        "anyOf": [{"allOf": [{"type": "array", "items": {"$ref": "#"}}]}, {"type": "object", "additionalProperties": {"$ref": "#"}}],
    }));
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |levels: usize| {
            let core = if open == "[" { "" } else { "{}" };
            open.repeat(levels) + core + &close.repeat(levels)
        };
        let found = faults(&rule, &deep(100_000));
        assert_eq!(found.last().map(|fault| fault.message.as_str()), Some(MUCH));
        assert!(faults(&rule, &deep(40)).is_empty());
    }
}

#[test]
fn unions_that_multiply_end_in_time() {
    let schema = json!({
        "oneOf": [
            {"type": "object", "properties": {"c": {"$ref": "#"}, "x": {"type": "integer"}}},
            {"type": "object", "properties": {"c": {"$ref": "#"}, "x": {"type": "string"}}},
            {"type": "object", "properties": {"c": {"$ref": "#"}, "x": {"type": "null"}}},
        ],
    });
    let rule = rule(&schema);
    let deep = "{\"c\":".repeat(60) + "{\"x\":true}" + &"}".repeat(60);
    let start = std::time::Instant::now();
    assert!(!faults(&rule, &deep).is_empty());
    let mut value = serde_json::from_str(&deep).unwrap();
    rule.relax(&mut value, true);
    assert!(start.elapsed().as_secs() < 5);
}

#[test]
fn half_a_surrogate_pair_is_a_fault() {
    assert_eq!(
        said(&json!({"type": "string"}), r#""\ud800""#),
        [" is not Unicode: half of a surrogate pair"]
    );
    assert_eq!(
        said(
            &json!({"type": "object", "minProperties": 1}),
            r#"{"\ud800":1}"#
        ),
        [" has a name that is not Unicode"]
    );
    assert_eq!(said(&json!({"enum": ["a"]}), r#""\ud800""#).len(), 1);
}

#[test]
fn numbers_of_any_length_are_compared() {
    let small = json!({"type": "integer", "maximum": 10});
    for json in ["1e999999999999999999999", &"9".repeat(10_000), "1e400"] {
        assert_eq!(said(&small, json).len(), 1, "{json}");
    }
    let low = json!({"type": "number", "minimum": 0, "multipleOf": 3});
    assert!(said(&low, "0e999999999999999999999").is_empty());
    assert_eq!(said(&low, "-1e-999999999999999999999").len(), 1);
    said(&low, "1e999999999999999999999");
    said(&low, "1e-999999999999999999999");
}

#[test]
fn a_long_name_does_not_fill_the_answer() {
    let json = json!({"n".repeat(100_000): 1}).to_string();
    let said = said(&json!({"additionalProperties": false}), &json);
    assert!(said[0].len() < 1000, "{}", said[0].len());
}

#[test]
fn long_chains_of_references_end() {
    let mut schema = json!({"$ref": "#/$defs/0", "$defs": {}});
    for index in 0..2_000 {
        schema["$defs"][index.to_string()] = json!({"$ref": format!("#/$defs/{}", index + 1)});
    }
    schema["$defs"]["2000"] = json!({"type": "string"});
    let (rule, _) = super::Rule::compile(&schema, &schema);
    assert_eq!(faults(&rule, "1")[0].message, MUCH);
    assert_eq!(rule.expectation(), "any value");
    assert!(!rule.relax(&mut json!("1"), true));
}
