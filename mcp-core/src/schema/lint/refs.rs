//! Where the references of a schema lead.

use serde_json::Value;

use super::{Findings, Side};
use crate::schema::keyword::below;

pub(super) fn check(schema: &Value, side: Side, found: &mut Findings) {
    let mut references = Vec::new();
    collect(schema, side.pointer(), &mut references);
    for (index, (pointer, reference)) in references.iter().enumerate() {
        let mut earlier = references[..index].iter();
        if earlier.all(|(_, earlier)| earlier != reference)
            && let Some(text) = fault(schema, reference)
        {
            found.say(pointer, &text);
        }
    }
}

/// All references below a schema, each with its place.
fn collect<'s>(schema: &'s Value, pointer: &str, into: &mut Vec<(String, &'s str)>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        into.push((format!("{pointer}/$ref"), reference));
    }
    for below in below(schema) {
        collect(below.schema, &below.pointer(pointer), into);
    }
}

fn fault(root: &Value, reference: &str) -> Option<String> {
    let Some(target) = target(root, reference) else {
        return Some(format!(
            "`{reference}` leads nowhere in the schema: write out what it means"
        ));
    };
    Some(if leads_back(root, target, reference) {
        format!(
            "`{reference}` leads back to itself, and clients that write references out drop the \
             tool or all of them: nest as deep as is needed, or take a list of items that name \
             their parents"
        )
    } else if reference.starts_with("#/$defs/") {
        format!("some clients drop `$defs`: write the schema out where `{reference}` stands")
    } else {
        format!(
            "some clients know no references but those under `#/$defs`: write the schema out \
             where `{reference}` stands"
        )
    })
}

fn target<'s>(root: &'s Value, reference: &str) -> Option<&'s Value> {
    root.pointer(reference.strip_prefix('#')?)
}

/// Whether one comes from a schema to a reference again.
fn leads_back(root: &Value, from: &Value, reference: &str) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![from];
    while let Some(schema) = open.pop() {
        let mut references = Vec::new();
        collect(schema, "", &mut references);
        for (_, next) in references {
            if next == reference {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next);
                open.extend(target(root, next));
            }
        }
    }
    false
}
