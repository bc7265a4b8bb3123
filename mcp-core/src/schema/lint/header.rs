//! Which arguments are mirrored in HTTP headers (`server/tools#x-mcp-header`, 2026-07-28): clients
//! drop a tool whose `x-mcp-header` breaks a rule.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Findings, INPUT};
use crate::schema::keyword::below;

const KEYWORD: &str = "x-mcp-header";

pub(super) fn check(schema: &Value, found: &mut Findings) {
    walk(schema, INPUT, Place::Root, &mut BTreeSet::new(), found);
}

/// How a schema is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    /// Through nothing but `properties`.
    Property,
    Elsewhere,
}

fn walk(
    schema: &Value,
    pointer: &str,
    place: Place,
    names: &mut BTreeSet<String>,
    found: &mut Findings,
) {
    if let Some(name) = schema.get(KEYWORD) {
        let faults = [
            name_fault(name, names),
            type_fault(schema),
            (place != Place::Property).then(|| {
                "only a property that is reached through `properties` alone can be mirrored: \
                 leave it out, or make the value an argument of its own"
                    .to_owned()
            }),
        ];
        for fault in faults.into_iter().flatten() {
            found.say(&format!("{pointer}/{KEYWORD}"), fault);
        }
    }
    for below in below(schema) {
        let place = match (place, below.keyword) {
            (Place::Root | Place::Property, "properties") => Place::Property,
            _ => Place::Elsewhere,
        };
        walk(below.schema, &below.pointer(pointer), place, names, found);
    }
}

fn name_fault(name: &Value, names: &mut BTreeSet<String>) -> Option<String> {
    let Some(name) = name.as_str().filter(|name| is_token(name)) else {
        return Some(format!(
            "{name} cannot be part of a header's name: write letters, digits and `-`, such as \
             `\"Region\"`"
        ));
    };
    let fresh = names.insert(name.to_ascii_lowercase());
    (!fresh).then(|| {
        format!("another argument has the header `{name}` too, in whatever case: give each its own")
    })
}

fn type_fault(schema: &Value) -> Option<String> {
    let name = schema.get("type").and_then(Value::as_str);
    let fits = name.is_some_and(|name| matches!(name, "integer" | "string" | "boolean"));
    (!fits).then(|| {
        "only text, an integer or a boolean can be mirrored in a header: leave it out, or make \
         the type `string`, `integer` or `boolean`"
            .to_owned()
    })
}

/// A token (RFC 9110).
fn is_token(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(fits)
}
