//! Rules, from a schema and a JSON text to what is said.

mod compile;
mod expectations;
mod hostile;
mod messages;
mod relax;
mod verdicts;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{Fault, Rule};

fn rule(schema: &Value) -> Rule {
    let (rule, unenforced) = Rule::compile(schema, schema);
    assert!(unenforced.is_empty(), "{schema}: {unenforced:?}");
    rule
}

fn faults(rule: &Rule, json: &str) -> Vec<Fault> {
    let raw: &RawValue = serde_json::from_str(json).unwrap();
    let mut faults = Vec::new();
    rule.check(raw, "", true, &mut faults);
    faults
}

/// What a client meant, as text.
fn relaxed(schema: &Value, json: &str) -> Option<String> {
    let json: &RawValue = serde_json::from_str(json).unwrap();
    let relaxed = rule(schema).relax(json, true)?;
    Some(relaxed.get().to_owned())
}

/// The faults as `pointer message`.
fn said(schema: &Value, json: &str) -> Vec<String> {
    faults(&rule(schema), json)
        .into_iter()
        .map(|fault| format!("{} {}", fault.pointer, fault.message))
        .collect()
}
