//! What is found in which definition.

use serde_json::{Value, json};

use super::{Lint, lint};
use crate::model::ToolDefinition;

fn definition(input: &Value) -> ToolDefinition {
    ToolDefinition {
        input_schema: serde_json::value::to_raw_value(input).unwrap(),
        ..ToolDefinition::new("test", "Test what is found")
    }
}

/// An object of all arguments, with one that is described and in which something is wrong.
fn with_argument(mut argument: Value) -> Value {
    argument["description"] = "What it is".into();
    json!({"type": "object", "properties": {"a": argument}})
}

fn found(input: &Value) -> Vec<Lint> {
    lint(&definition(input), "src/a.rs:1")
}

/// Nothing else is found than what each pointer and a word of each text say.
#[track_caller]
fn assert_found(input: &Value, expected: &[(&str, &str)]) {
    let lints = found(input);
    let lines: Vec<String> = lints.iter().map(ToString::to_string).collect();
    assert_eq!(lints.len(), expected.len(), "{}", lines.join("\n"));
    for (pointer, word) in expected {
        let fits = |lint: &&Lint| lint.pointer == *pointer && lint.text.contains(word);
        let lint = lints.iter().find(fits);
        assert!(lint.is_some(), "{pointer} {word} in {}", lines.join("\n"));
    }
}

#[test]
fn a_portable_definition_is_passed_over() {
    assert_found(
        &with_argument(json!({"type": "string", "format": "date"})),
        &[],
    );
    assert!(lint(&ToolDefinition::new("ping", "Say pong"), "").is_empty());
}

#[test]
fn a_lint_says_where_it_is_and_what_to_write() {
    let lints = lint(
        &ToolDefinition::new("admin.purge", "Purge it"),
        "src/a.rs:1",
    );
    assert_eq!(
        lints[0].to_string(),
        "tool `admin.purge` (src/a.rs:1) at `/name`: clients take names of 1 to 64 of \
         `A-Za-z0-9_-`, and some drop all tools over another: write `admin_purge`"
    );
}

#[test]
fn each_trouble_of_the_root_is_found() {
    let cases = [
        (
            json!({"properties": {}}),
            "/inputSchema",
            "`\"type\": \"object\"`",
        ),
        (
            json!({"type": "object"}),
            "/inputSchema",
            "`\"properties\": {}`",
        ),
    ];
    for (schema, pointer, word) in cases {
        assert_found(&schema, &[(pointer, word)]);
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let schema = json!({"type": "object", "properties": {}, keyword: [{"required": ["a"]}]});
        assert_found(
            &schema,
            &[(&format!("/inputSchema/{keyword}"), "Anthropic")],
        );
    }
    let recursive = json!({"type": "object", "properties": {}, "$defs": {"a": true}});
    assert_found(&recursive, &[("/inputSchema/$defs/a", "write `{}`")]);
}

/// In each argument one thing is found, at a place below it.
#[track_caller]
fn assert_each(cases: &[(Value, &str, &str)]) {
    for (argument, below, word) in cases {
        let place = format!("/inputSchema/properties/a{below}");
        assert_found(&with_argument(argument.clone()), &[(&place, word)]);
    }
}

#[test]
fn each_shape_that_clients_refuse_is_found() {
    let text = json!({"type": "string"});
    assert_each(&[
        (json!({}), "", "no type is named"),
        (
            json!({"type": "array", "items": true}),
            "/items",
            "instead of `true`",
        ),
        (
            json!({"type": "array", "items": false}),
            "/items",
            "instead of `false`",
        ),
        (
            json!({"type": "array", "prefixItems": [text]}),
            "",
            "tuples",
        ),
        (json!({"type": "array", "items": [text]}), "", "tuples"),
        (
            json!({"type": "object", "patternProperties": {"^a": text}}),
            "",
            "patternProperties",
        ),
        (json!({"$ref": "#/$defs/b"}), "/$ref", "leads nowhere"),
        (
            json!({"$ref": "https://example.com/b"}),
            "/$ref",
            "leads nowhere",
        ),
    ]);
}

#[test]
fn each_null_is_found() {
    assert_each(&[
        (json!({"type": ["string", "null"]}), "", "`null`"),
        (json!({"type": "null"}), "", "`null`"),
        (json!({"enum": ["a", null]}), "", "`null`"),
        (json!({"const": null}), "", "`null`"),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
            "/anyOf/1",
            "`null`",
        ),
    ]);
}

#[test]
fn each_number_that_clients_cannot_hold_is_found() {
    assert_each(&[
        (json!({"type": "integer", "format": "uint8"}), "", "`uint8`"),
        (
            json!({"type": "integer", "maximum": u64::MAX}),
            "/maximum",
            "2^53",
        ),
        (
            json!({"type": "integer", "minimum": i64::MIN}),
            "/minimum",
            "2^53",
        ),
        (
            json!({"type": "integer", "enum": [1, 1_u64 << 53]}),
            "/enum",
            "2^53",
        ),
        (
            json!({"type": "object", "default": {"a": 1_u64 << 53}}),
            "/default",
            "2^53",
        ),
    ]);
}

#[test]
fn what_javascript_can_hold_is_passed_over() {
    let greatest = (1_i64 << 53) - 1;
    let argument = json!({"type": "integer", "minimum": -greatest, "maximum": greatest});
    assert_found(&with_argument(argument), &[]);
}

#[test]
fn an_argument_without_a_description_is_found_and_so_is_a_field_inside_of_one() {
    let nested = json!({"type": "object", "properties": {"b": {"type": "string"}}});
    let schema = json!({"type": "object", "properties": {"a": {"type": "array", "items": nested}}});
    let at = "/inputSchema/properties/a";
    let inside = format!("{at}/items/properties/b");
    assert_found(
        &schema,
        &[(at, "no description"), (&inside, "no description")],
    );
    let blank =
        json!({"type": "object", "properties": {"a": {"type": "string", "description": " "}}});
    assert_found(&blank, &[(at, "no description")]);
}

#[test]
fn what_is_no_field_of_its_own_needs_no_description() {
    let tagged = |tag: Value| json!({"type": "object", "properties": {"kind": tag}});
    let variants = [
        tagged(json!({"type": "string", "const": "circle"})),
        tagged(json!({"type": "string", "enum": ["square"]})),
    ];
    assert_found(&with_argument(json!({"anyOf": variants})), &[]);
    let mut schema = with_argument(json!({"type": "integer"}));
    schema["if"] = json!({"properties": {"a": {"type": "integer", "minimum": 1}}});
    assert_found(&schema, &[]);
}

#[test]
fn names_that_clients_refuse_are_found() {
    for (name, spelled) in [("a.b", "`a_b`"), ("a/b", "`a_b`"), ("", "`a_name`")] {
        let lints = lint(&ToolDefinition::new(name, "Test"), "");
        assert_eq!(lints.len(), 1);
        assert!(lints[0].text.contains(spelled), "{}", lints[0]);
    }
    let schema = json!({"type": "object", "properties": {
        "a/b": {"type": "string", "description": "d"},
    }});
    assert_found(&schema, &[("/inputSchema/properties/a~1b", "write `a_b`")]);
    let long = "a".repeat(65);
    assert_eq!(lint(&ToolDefinition::new(long, "Test"), "").len(), 1);
}

#[test]
fn descriptions_are_there_and_not_too_long() {
    let pointers = |description: String| -> Vec<String> {
        let lints = lint(&ToolDefinition::new("test", description), "");
        lints.into_iter().map(|lint| lint.pointer).collect()
    };
    assert_eq!(pointers(" ".to_owned()), ["/description"]);
    assert!(pointers("é".repeat(1024)).is_empty());
    assert_eq!(pointers("é".repeat(1025)), ["/description"]);
    let mut schema = with_argument(json!({"type": "string"}));
    schema["properties"]["a"]["description"] = "a".repeat(1025).into();
    assert_found(&schema, &[("/inputSchema/properties/a", "1025 characters")]);
}

#[test]
fn references_are_found_once_each() {
    let tree = json!({"type": "object", "properties": {
        "left": {"$ref": "#/$defs/Tree", "description": "d"},
        "right": {"$ref": "#/$defs/Tree", "description": "d"},
    }});
    // Definitions come first, also where objects keep the order in which they were written.
    let mut schema = json!({ "$defs": { "Tree": tree } });
    let argument = with_argument(json!({"$ref": "#/$defs/Tree"}));
    for keyword in ["type", "properties"] {
        schema[keyword] = argument[keyword].clone();
    }
    let place = "/inputSchema/$defs/Tree/properties/left/$ref";
    assert_found(&schema, &[(place, "leads back to itself")]);

    let mut schema = with_argument(json!({"$ref": "#/$defs/b"}));
    schema["$defs"] = json!({"b": {"type": "string"}});
    let place = "/inputSchema/properties/a/$ref";
    assert_found(&schema, &[(place, "drop `$defs`")]);
    assert_found(
        &with_argument(json!({"$ref": "#"})),
        &[(place, "leads back")],
    );

    let mut schema = with_argument(json!({"$ref": "#/properties/b"}));
    schema["properties"]["b"] = json!({"type": "string", "description": "d"});
    assert_found(&schema, &[(place, "but those under `#/$defs`")]);
}

#[test]
fn names_and_values_are_never_taken_for_keywords() {
    let schema = json!({"type": "object", "properties": {
        "format": {"type": "string", "description": "d", "default": {"$ref": "#/nowhere"}},
        "enum": {"type": "string", "description": "d", "enum": ["a"]},
    }});
    assert_found(&schema, &[]);
}

#[test]
fn a_header_that_clients_refuse_is_found() {
    const AT: &str = "/x-mcp-header";
    assert_each(&[
        (
            json!({"type": "string", "x-mcp-header": ""}),
            AT,
            "letters, digits",
        ),
        (
            json!({"type": "string", "x-mcp-header": "a b"}),
            AT,
            "letters, digits",
        ),
        (
            json!({"type": "string", "x-mcp-header": 1}),
            AT,
            "letters, digits",
        ),
        (
            json!({"type": "number", "x-mcp-header": "A"}),
            AT,
            "only text",
        ),
        (
            json!({"type": "array", "items": {"type": "string", "x-mcp-header": "A"}}),
            "/items/x-mcp-header",
            "through `properties` alone",
        ),
    ]);
    let nested = json!({"type": "object", "properties": {
        "b": {"type": "string", "description": "d", "x-mcp-header": "Region"},
    }});
    let mut schema = with_argument(nested);
    assert_found(&schema, &[]);
    schema["properties"]["c"] =
        json!({"type": "integer", "description": "d", "x-mcp-header": "REGION"});
    let place = "/inputSchema/properties/c/x-mcp-header";
    assert_found(&schema, &[(place, "another argument")]);
}

#[test]
fn an_output_schema_may_say_null_and_has_no_arguments() {
    let output = json!({"type": "object", "properties": {
        "a": {"type": ["string", "null"]}, "b": true,
    }});
    let definition = ToolDefinition {
        output_schema: Some(serde_json::value::to_raw_value(&output).unwrap()),
        ..ToolDefinition::new("test", "Test")
    };
    let lints = lint(&definition, "");
    let pointers: Vec<_> = lints.iter().map(|lint| lint.pointer.as_str()).collect();
    assert_eq!(pointers, ["/outputSchema/properties/b"]);
}
