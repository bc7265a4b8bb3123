//! The schemas of a tool: what it publishes, and what it is held to.

use schemars::Schema;
use serde_json::Value;
use serde_json::value::RawValue;

use super::input::Shape;
use super::prepare::Policy;
use super::{ArgumentSpec, GivenSchema, Spec};
use crate::schema::{self, Described, Rule};

/// What a tool publishes, and what it is held to.
pub(super) struct Schemas {
    pub(super) input: Box<RawValue>,
    pub(super) output: Option<Box<RawValue>>,
    pub(super) conceals: bool,
    pub(super) parameters: &'static [ArgumentSpec],
    pub(super) shape: Shape,
    pub(super) rules: Box<[Option<Rule>]>,
}

pub(super) fn given(input: &GivenSchema, output: Option<&GivenSchema>) -> Result<Schemas, String> {
    let input = input.json("schema")?;
    let output = output.map(|output| output.json("schema")).transpose()?;
    let rule = object_rule(input)?;
    if let Some(output) = output {
        schema::understood(&read(output)?)?;
    }
    Ok(Schemas {
        shape: Shape::Given(rule),
        input: input.to_owned(),
        output: output.map(ToOwned::to_owned),
        conceals: false,
        parameters: &[],
        rules: Box::default(),
    })
}

pub(super) fn derived(
    spec: &'static Spec,
    described: &Described,
    answer: Option<Schema>,
    policy: &Policy,
) -> Result<Schemas, String> {
    schema::fits(described)?;
    let mut rules: Vec<Option<Rule>> = spec.parameters.iter().map(|_| None).collect();
    for (index, rule) in schema::argument_rules(described)? {
        rules[index] = Some(rule);
    }
    let (input, shape) = match spec.input_schema {
        Some(given) => {
            let given = given();
            let input = given.json("`input_schema`")?;
            (input.to_owned(), Shape::Given(object_rule(input)?))
        }
        None => {
            let input = schema::input(described, policy.schemas);
            let shape = match &described.whole {
                None => Shape::Flat,
                Some(whole) => Shape::Whole(schema::whole_rule(whole, &described.definitions)?),
            };
            (input, shape)
        }
    };
    let typed = answer.is_some();
    let output = answer.and_then(|schema| schema::output(schema, policy.schemas));
    Ok(Schemas {
        input,
        conceals: typed && output.is_none(),
        output,
        parameters: spec.parameters,
        shape,
        rules: rules.into(),
    })
}

pub(super) fn rule(schema: &RawValue) -> Result<Rule, String> {
    read(schema).map(|schema| compiled(&schema))
}

fn read(schema: &RawValue) -> Result<Value, String> {
    serde_json::from_str(schema.get()).map_err(|error| format!("its schema is not JSON: {error}"))
}

/// The rule of a schema, as far as it can be enforced; what cannot is logged.
fn compiled(schema: &Value) -> Rule {
    let (rule, unenforced) = Rule::compile(schema, schema);
    for keyword in unenforced {
        let (pointer, reason) = (keyword.pointer, keyword.reason);
        tracing::warn!(pointer, reason, "a keyword of a schema is not enforced");
    }
    rule
}

/// The rule of a schema that says it is one of an object, as the arguments of a tool are.
fn object_rule(schema: &RawValue) -> Result<Rule, String> {
    let value = read(schema)?;
    if value.get("type").and_then(Value::as_str) != Some("object") {
        return Err(
            "its input schema must say `\"type\": \"object\"` at its root; clients refuse any other"
                .to_owned(),
        );
    }
    schema::understood(&value)?;
    Ok(compiled(&value))
}

pub(super) fn meta(meta: &Value) -> Result<Box<RawValue>, String> {
    if !meta.is_object() {
        return Err(format!("its `meta` must be a JSON object, and is {meta}"));
    }
    serde_json::value::to_raw_value(meta).map_err(|error| error.to_string())
}
