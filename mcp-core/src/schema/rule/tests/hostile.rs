//! Values and schemas that mean harm.

use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

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
    let value: &RawValue = serde_json::from_str(&deep).unwrap();
    assert!(rule.relax(value, true).is_none());
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
    assert!(rule.relax(&to_raw_value("1").unwrap(), true).is_none());
}

#[test]
fn what_unions_ask_for_again_and_again_is_counted_whatever_it_is() {
    let variant = |kind: &str| {
        json!({"type": "object", "required": ["c"], "properties": {
            "c": {"anyOf": [{"$ref": "#"}, {"pattern": "^(a+)+b$"}, {"multipleOf": 7}, {"enum": [[1], {"a": 1}]}]},
            "x": {"type": kind},
        }})
    };
    let kinds = ["integer", "string", "null", "boolean"];
    let rule = rule(&json!({"oneOf": kinds.map(variant)}));
    for inner in [
        format!("\"{}\"", "a".repeat(1 << 18)),
        "1".repeat(1 << 18),
        format!("{}1{}", "[".repeat(1 << 18), "]".repeat(1 << 18)),
        format!("[{}1]", "1,".repeat(1 << 17)),
        format!(
            "{{\"a\":1,\"a\":{}1{}}}",
            "[1,".repeat(1 << 17),
            "]".repeat(1 << 17)
        ),
    ] {
        let deep = "{\"c\":".repeat(100) + &inner + &",\"x\":[]}".repeat(100);
        assert_eq!(
            faults(&rule, &deep)
                .last()
                .map(|fault| fault.message.as_str()),
            Some(MUCH)
        );
        let deep: &RawValue = serde_json::from_str(&deep).unwrap();
        assert!(rule.relax(deep, true).is_none());
    }
}

#[test]
fn many_small_items_are_not_too_much() {
    let rule = rule(
        &json!({"items": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/n"}]}, "$defs": {"n": {"type": "integer", "maximum": 7}}}),
    );
    let many = "1,".repeat(1 << 20);
    assert!(faults(&rule, &format!("[{many}7]")).is_empty());
    let found = faults(&rule, &format!("[{many}8]"));
    assert_eq!(found[0].pointer, "/1048576");
    let spelled = format!("[{many}7.0]");
    let spelled: &RawValue = serde_json::from_str(&spelled).unwrap();
    assert_eq!(
        rule.relax(spelled, true).unwrap().get(),
        format!("[{many}7]")
    );
}

#[test]
fn items_that_go_deep_are_told_apart() {
    let deep =
        |core: &str, space: &str| ["[", space].concat().repeat(100) + core + &"]".repeat(100);
    let mut items: Vec<String> = (0..5_000)
        .map(|index| deep(&index.to_string(), ""))
        .collect();
    items.push(deep("12.0", " "));
    assert_eq!(
        said(
            &json!({"uniqueItems": true}),
            &format!("[{}]", items.join(","))
        ),
        ["/5000 is the same as item 12; expected different items"]
    );
}

#[test]
fn no_regular_expression_is_built_to_see_that_it_is_one() {
    let many = Value::from(vec!["((((a{9}){9}){9}){9}){9}"; 20_000]);
    let schema = json!({"items": {"format": "regex"}});
    assert!(said(&schema, &many.to_string()).is_empty());
    assert!(said(&schema, r#"["(a{1000}){1000}","(){4294967295}","a"]"#).is_empty());
    assert_eq!(
        said(&schema, r#"["((a{9}){9}","a{2,1}","[a","*"]"#).len(),
        4
    );
}
