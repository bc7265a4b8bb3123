//! What the attributes and the signature say of a prompt.

use super::keys::ARGUMENT;
use crate::function::given::Given;
use crate::function::keys::Scope;
use crate::function::model::{Head, Part};
use crate::function::parse::Function;
use crate::shared::errors::Errors;
use crate::text::argument::{self, Parameter};

/// A prompt.
pub(crate) struct Prompt {
    pub(crate) head: Head,
    pub(crate) parameters: Vec<Parameter>,
}

impl Prompt {
    /// Reads a function, and takes away from it what is not Rust's own.
    pub(crate) fn read(
        function: &mut Function,
        scope: &Scope<'_>,
        given: &Given,
        errors: &mut Errors,
    ) -> Self {
        Self {
            parameters: argument::read(function, &ARGUMENT, scope, errors),
            head: Head::read(Part::Prompt, function, scope, &given.entries, errors),
        }
    }
}
