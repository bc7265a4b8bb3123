//! The schema of a tool, put together from its parameters and its return type.

use std::any::{TypeId, type_name};

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value, json};

use super::Missing;
use super::normalise::{Flow, normalise};
use crate::tool::{ArgumentSpec, Limits};

/// State that a tool needs.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
}

/// What is being learned of a tool from the types of its parameters.
#[derive(Debug)]
pub struct Description {
    generator: SchemaGenerator,
    /// In the order of declaration, which is the order a model should read.
    properties: Vec<(&'static str, Value)>,
    required: Vec<&'static str>,
    needs: Vec<Need>,
}

impl Default for Description {
    fn default() -> Self {
        Self {
            generator: settings().into_generator(),
            properties: Vec::new(),
            required: Vec::new(),
            needs: Vec::new(),
        }
    }
}

impl Description {
    /// Adds an argument.
    pub fn argument<T: DeserializeOwned + JsonSchema>(&mut self, spec: &ArgumentSpec) {
        let optional = spec.default.is_some() || T::deserialize(Missing).is_ok();
        let mut schema = self.generator.subschema_for::<T>().to_value();
        normalise(&mut schema, Flow::Input, optional);
        let mut object = match schema {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        decorate(&mut object, spec);
        if !optional {
            self.required.push(spec.name);
        }
        self.properties.push((spec.name, Value::Object(object)));
    }

    /// Adds state that the tool cannot do without.
    pub fn state<T: 'static>(&mut self) {
        self.needs.push(Need {
            id: TypeId::of::<T>(),
            name: type_name::<T>(),
        });
    }

    /// The schema of all arguments, and the state needed.
    pub(crate) fn finish(mut self) -> (Box<RawValue>, Vec<Need>) {
        let mut text = String::from(r#"{"type":"object","properties":{"#);
        for (index, (name, schema)) in self.properties.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            text += &format!("{comma}{}:{schema}", json!(name));
        }
        text.push('}');
        if !self.required.is_empty() {
            text += &format!(r#","required":{}"#, json!(self.required));
        }
        let mut definitions = Value::Object(self.generator.take_definitions(true));
        if definitions.as_object().is_some_and(|map| !map.is_empty()) {
            for schema in definitions
                .as_object_mut()
                .into_iter()
                .flat_map(Map::values_mut)
            {
                normalise(schema, Flow::Input, false);
            }
            text += &format!(r#","$defs":{definitions}"#);
        }
        text += r#","additionalProperties":false}"#;
        let schema = RawValue::from_string(text).expect("a schema is written as JSON");
        (schema, self.needs)
    }
}

/// Adds what is said at the parameter to what is known of its type.
fn decorate(schema: &mut Map<String, Value>, spec: &ArgumentSpec) {
    if !spec.description.is_empty() {
        let inherited = schema.remove("description");
        let variants = inherited
            .as_ref()
            .and_then(Value::as_str)
            .and_then(variants);
        let text = match variants {
            Some(variants) => format!("{}\n{variants}", spec.description),
            None => spec.description.to_owned(),
        };
        schema.insert("description".into(), text.into());
    }
    let Limits {
        minimum,
        maximum,
        min_length,
        max_length,
    } = spec.limits;
    let limits = [
        ("minimum", minimum.and_then(number)),
        ("maximum", maximum.and_then(number)),
        ("minLength", min_length.map(Into::into)),
        ("maxLength", max_length.map(Into::into)),
    ];
    for (keyword, limit) in limits {
        if let Some(limit) = limit {
            schema.insert(keyword.into(), Value::Number(limit));
        }
    }
    if let Some(default) = spec
        .default
        .map(|default| default())
        .filter(|default| !default.is_null())
    {
        schema.insert("default".into(), default);
    }
}

/// What a type says of its variants, which is worth keeping behind what the parameter says.
fn variants(description: &str) -> Option<&str> {
    description.lines().find(|line| line.starts_with('`'))
}

/// A number without a fraction where it has none.
fn number(value: f64) -> Option<Number> {
    #[allow(clippy::cast_possible_truncation)]
    let whole = value as i64;
    #[allow(clippy::cast_precision_loss)]
    if whole as f64 == value {
        return Some(whole.into());
    }
    Number::from_f64(value)
}

/// The schema of what a type is serialized to.
#[must_use]
pub fn serialized<T: JsonSchema>() -> Schema {
    let mut generator = settings().for_serialize().into_generator();
    let mut schema = generator.root_schema_for::<T>().to_value();
    normalise(&mut schema, Flow::Output, false);
    schema.try_into().unwrap_or_default()
}

/// The schema of an answer as it is published; a recursive one is not, because clients drop every
/// tool of a server that has one.
#[must_use]
pub fn output_schema(schema: Schema) -> Option<Box<RawValue>> {
    let schema = schema.to_value();
    if refers(&schema) {
        tracing::warn!(%schema, "a recursive output schema is not published");
        return None;
    }
    serde_json::value::to_raw_value(&schema).ok()
}

/// Whether a reference stands anywhere; inlined as they are, only recursive schemas have one.
fn refers(schema: &Value) -> bool {
    match schema {
        Value::Object(object) => object.contains_key("$ref") || object.values().any(refers),
        Value::Array(values) => values.iter().any(refers),
        _ => false,
    }
}

pub(super) fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    })
}
