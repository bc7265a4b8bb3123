//! That what is published is JSON Schema, and true.

use serde_json::json;

use super::SchemaPolicy::{Exact, Gemini, Portable};
use super::types::*;
use super::{answer, argument, portable, whole};

#[test]
fn whatever_is_published_is_json_schema() {
    for policy in [Portable, Exact, Gemini] {
        for schema in [
            whole::<Outer>(policy),
            whole::<Tree>(policy),
            whole::<Book>(policy),
            whole::<Nesting>(policy),
            whole::<Open>(policy),
            whole::<Drawing>(policy),
            whole::<Defaulted>(policy),
            argument::<Option<Choice>>(policy),
            argument::<Option<Loose>>(policy),
            argument::<Mixed>(policy),
            argument::<(u8, String)>(policy),
            answer::<Outer>(policy).unwrap(),
        ] {
            let verdict = jsonschema::draft202012::meta::validate(&schema);
            assert!(verdict.is_ok(), "{policy:?}: {verdict:?} in {schema}");
        }
    }
}

#[test]
fn what_a_type_is_written_to_keeps_to_what_is_published_of_it() {
    let drawing = json!({"name": "d", "kind": "Circle", "radius": 1.5});
    let outer = json!({"zebra": {"size": 1}, "apple": {"status": "done"}, "mango": [1, null]});
    let leaf = json!({"name": "leaf", "children": []});
    let tree = json!({"name": "root", "parent": leaf, "children": [leaf]});
    for (schema, value) in [
        (whole::<Drawing>(Portable), drawing),
        (whole::<Outer>(Portable), outer),
        (whole::<Tree>(Portable), tree),
        (portable::<Choice>(), json!("All")),
        (portable::<Choice>(), json!({"Some": {"count": 3}})),
        (portable::<Mixed>(), json!("Told")),
    ] {
        assert!(jsonschema::is_valid(&schema, &value), "{value} in {schema}");
    }
}
