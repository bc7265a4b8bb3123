//! What the types of a tool's parameters say, before it is put into the words of a policy.

use std::any::{TypeId, type_name};

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Missing, fields};
use crate::tool::ArgumentSpec;

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
    arguments: Vec<Argument>,
    whole: Option<Whole>,
    needs: Vec<Need>,
}

/// One argument.
#[derive(Debug)]
pub(crate) struct Argument {
    /// Its place among the parameters.
    pub(crate) index: usize,
    pub(crate) spec: &'static ArgumentSpec,
    /// What schemars says of its type.
    pub(crate) schema: Value,
    pub(crate) optional: bool,
}

/// One type for all arguments.
#[derive(Debug)]
pub(crate) struct Whole {
    /// What schemars says of it.
    pub(crate) schema: Value,
    /// Its fields in the order of declaration, as far as they can be known.
    pub(crate) fields: &'static [&'static str],
    pub(crate) type_name: &'static str,
}

/// All that was learned.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) arguments: Vec<Argument>,
    pub(crate) whole: Option<Whole>,
    /// The schemas that others refer to, which are recursive ones.
    pub(crate) definitions: Map<String, Value>,
    pub(crate) needs: Vec<Need>,
}

impl Default for Description {
    fn default() -> Self {
        Self {
            generator: settings().into_generator(),
            arguments: Vec::new(),
            whole: None,
            needs: Vec::new(),
        }
    }
}

impl Description {
    /// Adds the argument that stands at a place among the parameters.
    pub fn argument<T: DeserializeOwned + JsonSchema>(
        &mut self,
        index: usize,
        spec: &'static ArgumentSpec,
    ) {
        let schema = self.generator.subschema_for::<T>();
        let optional = spec.default.is_some() || T::deserialize(Missing).is_ok();
        self.add_argument(index, spec, schema, optional);
    }

    fn add_argument(
        &mut self,
        index: usize,
        spec: &'static ArgumentSpec,
        schema: Schema,
        optional: bool,
    ) {
        self.arguments.push(Argument {
            index,
            spec,
            schema: schema.to_value(),
            optional,
        });
    }

    /// Sets the type that is all arguments at once.
    pub fn whole<T: DeserializeOwned + JsonSchema>(&mut self) {
        self.whole = Some(Whole {
            schema: self.generator.subschema_for::<T>().to_value(),
            fields: fields::<T>(),
            type_name: type_name::<T>(),
        });
    }

    /// Adds state that the tool cannot do without.
    pub fn state<T: 'static>(&mut self) {
        self.needs.push(Need {
            id: TypeId::of::<T>(),
            name: type_name::<T>(),
        });
    }

    /// All that was learned.
    pub(crate) fn finish(mut self) -> Described {
        Described {
            definitions: self.generator.take_definitions(true),
            arguments: self.arguments,
            whole: self.whole,
            needs: self.needs,
        }
    }
}

/// What schemars says of what a type is serialized to.
#[must_use]
pub fn serialized<T: JsonSchema>() -> Schema {
    let mut generator = settings().for_serialize().into_generator();
    generator.root_schema_for::<T>()
}

fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    })
}
