//! What a value should be, in words.

use serde_json::{Value, json};

use super::rule;

fn told(cases: &[(Value, &str)]) {
    for (schema, words) in cases {
        assert_eq!(rule(schema).expectation(), *words, "{schema}");
    }
}

#[test]
fn numbers_and_choices_are_told_in_a_few_words() {
    told(&[
        (json!({"type": "integer"}), "an integer"),
        (
            json!({"type": "integer", "minimum": 1, "maximum": 4.0}),
            "an integer from 1 to 4",
        ),
        (
            json!({"type": "number", "exclusiveMinimum": 0}),
            "a number greater than 0",
        ),
        (
            json!({"type": "number", "minimum": 0.5, "exclusiveMaximum": 2}),
            "a number of at least 0.5 and less than 2",
        ),
        (
            json!({"type": "integer", "multipleOf": 5}),
            "a multiple of 5",
        ),
        (json!({"type": "boolean"}), "true or false"),
        (json!({"enum": ["low", "high"]}), "one of \"low\", \"high\""),
        (json!({"const": 1}), "1"),
        (json!({"type": "string"}), "a string"),
    ]);
}

#[test]
fn strings_and_parts_are_told_in_a_few_words() {
    told(&[
        (
            json!({"type": "string", "minLength": 1, "maxLength": 200}),
            "a string from 1 to 200 characters",
        ),
        (
            json!({"type": "string", "minLength": 1}),
            "a string of at least 1 character",
        ),
        (
            json!({"type": "string", "minLength": 3, "maxLength": 3}),
            "a string of 3 characters",
        ),
        (
            json!({"type": "string", "pattern": "^[a-z]+$"}),
            "a string that matches ^[a-z]+$",
        ),
        (
            json!({"type": "string", "format": "date"}),
            "a date (2026-01-31)",
        ),
        (
            json!({"type": "array", "minItems": 1, "maxItems": 3}),
            "an array of 1 to 3 items",
        ),
        (
            json!({"type": "array", "uniqueItems": true}),
            "an array of different items",
        ),
        (json!({"type": "array"}), "an array"),
        (json!({"type": "object"}), "an object"),
        (json!({"type": ["string", "null"]}), "a string"),
        (
            json!({"type": ["integer", "boolean"], "maximum": 3}),
            "an integer of at most 3 or true or false",
        ),
        (
            json!({"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}], "$defs": {"x": {"type": "object"}}}),
            "an object",
        ),
        (
            json!({"allOf": [{"description": "x"}, {"type": "string"}]}),
            "a string",
        ),
        (json!({}), "any value"),
        (json!({"items": {"type": "string"}}), "an array"),
    ]);
}

#[test]
fn null_is_told_only_where_it_is_all_there_is() {
    told(&[
        (json!({"type": "null"}), "null"),
        (json!({"enum": [null]}), "null"),
        (json!({"enum": ["low", null]}), "\"low\""),
        (
            json!({"type": ["integer", "null"], "minimum": 1}),
            "an integer of at least 1",
        ),
        (
            json!({"anyOf": [{"enum": ["low", "high"]}, {"type": "null"}]}),
            "one of \"low\", \"high\"",
        ),
    ]);
}

#[test]
fn a_recursive_schema_is_told_without_end_neither() {
    let schema = json!({"anyOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "null"}]});
    assert_eq!(rule(&schema).expectation(), "an array");
}
