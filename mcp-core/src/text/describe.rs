//! What the types of its parameters tell of a prompt or a resource.

use serde::de::DeserializeOwned;

use super::variants::variants;
use super::{Completers, TextSpec};
use crate::model::PromptArgument;
use crate::schema::{Description, Missing, Need};
use crate::tool::FromContext;

/// A function that describes each parameter of a prompt or a resource.
pub type TextDescribe = fn(&mut TextDescription, &'static [TextSpec]);

/// What is being learned of a prompt or a resource from the types of its parameters.
#[derive(Debug, Default)]
pub struct TextDescription {
    arguments: Vec<PromptArgument>,
    completers: Completers,
    /// Knows the state that extractors need.
    extractors: Description,
}

/// What was learned.
#[derive(Debug, Default)]
pub(crate) struct Described {
    /// In the order of declaration.
    pub(crate) arguments: Vec<PromptArgument>,
    /// Of the arguments whose types know all their values.
    pub(crate) completers: Completers,
    pub(crate) needs: Vec<Need>,
}

impl TextDescription {
    /// Adds an argument. One whose type is an enum completes itself.
    pub fn argument<T: DeserializeOwned>(&mut self, spec: &TextSpec) {
        self.add(spec, T::deserialize(Missing).is_err());
        let variants = variants::<T>();
        if !variants.is_empty() {
            self.completers.fixed(spec.name, variants);
        }
    }

    /// Adds an argument that is parsed.
    pub fn parsed(&mut self, spec: &TextSpec, required: bool) {
        self.add(spec, required);
    }

    /// Adds the state that an extractor needs.
    pub fn extractor<T: FromContext>(&mut self) {
        T::needs(&mut self.extractors);
    }

    fn add(&mut self, spec: &TextSpec, required: bool) {
        let description = Some(spec.description).filter(|text| !text.is_empty());
        self.arguments.push(PromptArgument {
            name: spec.name.into(),
            title: spec.title.map(Into::into),
            description: description.map(Into::into),
            required: required && !spec.has_default,
        });
    }

    pub(crate) fn finish(self) -> Described {
        Described {
            arguments: self.arguments,
            completers: self.completers,
            needs: self.extractors.finish().needs,
        }
    }
}
