//! What a call's arguments are held to: the rules that their schemas spell, before anything was
//! taken out of these for the sake of clients.

use serde_json::{Map, Value};

use super::Rule;
use super::decorate::{decorate, object};
use super::describe::{Argument, Described, Whole};
use super::keyword::{first_said, set};
use super::root::close;

/// The rule of each argument, with its place among the parameters.
pub(crate) fn argument_rules(described: &Described) -> Result<Vec<(usize, Rule)>, String> {
    let rule = |argument: &Argument| {
        let mut schema = argument.schema.clone();
        let nullable = argument.optional;
        decorate(&mut schema, argument.spec);
        if let (true, Some(Value::Array(values))) = (nullable, schema.get_mut("enum")) {
            values.push(Value::Null);
        }
        let rule = compile(&schema, &described.definitions, argument.spec.name)?;
        Ok((argument.index, rule))
    };
    described.arguments.iter().map(rule).collect()
}

/// The rule of a type that is all arguments at once; its root is closed unless it says otherwise.
pub(crate) fn whole_rule(whole: &Whole, definitions: &Map<String, Value>) -> Result<Rule, String> {
    let mut schema = whole.schema.clone();
    close(object(&mut schema));
    compile(&schema, definitions, whole.type_name)
}

fn compile(schema: &Value, definitions: &Map<String, Value>, name: &str) -> Result<Rule, String> {
    let mut root = Map::new();
    set(&mut root, "$defs", definitions.clone());
    let (rule, unenforced) = Rule::compile(schema, &root.into());
    match unenforced.first() {
        None => Ok(rule),
        Some(keyword) => Err(format!(
            "`{name}` cannot be held to `{}`: {}",
            keyword.pointer, keyword.reason
        )),
    }
}

/// Whether each limit is one of the type that its argument has, and `Args` stands alone.
pub(crate) fn fits(described: &Described) -> Result<(), String> {
    if let Some(whole) = &described.whole {
        if let Some(argument) = described.arguments.first() {
            return Err(format!(
                "`Args<{}>` is all arguments, so `{}` cannot be one beside it: make it a field of the struct",
                whole.type_name, argument.spec.name
            ));
        }
        return is_object(whole);
    }
    described.arguments.iter().try_for_each(limits_fit)
}

fn is_object(whole: &Whole) -> Result<(), String> {
    if whole.schema.get("type").and_then(Value::as_str) == Some("object") {
        return Ok(());
    }
    Err(format!(
        "`Args<{name}>` must be a struct with named fields, for clients refuse arguments that are no plain object: make `{name}` a field of one",
        name = whole.type_name
    ))
}

/// The keywords that limit each type.
const FITTING: [(&[&str], &[&str]); 3] = [
    (
        &["number", "integer"],
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    (
        &["string"],
        &["minLength", "maxLength", "pattern", "format"],
    ),
    (&["array"], &["minItems", "maxItems", "uniqueItems"]),
];

fn limits_fit(argument: &Argument) -> Result<(), String> {
    let Some(types) = types(&argument.schema) else {
        return Ok(());
    };
    let mut said = Value::Null;
    decorate(&mut said, argument.spec);
    let said = object(&mut said);
    for (fitting, keywords) in FITTING {
        let said = first_said(said, keywords);
        if let (Some(keyword), false) = (said, fitting.iter().any(|fits| types.contains(fits))) {
            return Err(format!(
                "`{}` has a limit that JSON Schema calls `{keyword}` and that limits a {}, and its type is {}: leave it out, or change the type",
                argument.spec.name,
                fitting[0],
                types.join(" or ")
            ));
        }
    }
    Ok(())
}

/// The JSON types that a schema names; none where it does not say.
fn types(schema: &Value) -> Option<Vec<&str>> {
    let named = match schema.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => {
            let variants = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
            let variants: Option<Vec<_>> = variants.as_array()?.iter().map(types).collect();
            variants?.concat()
        }
    };
    Some(named.into_iter().filter(|name| *name != "null").collect())
}
