//! What the attributes and the signature say of a tool.

use syn::Expr;

use super::keys::{Hints, Task};
use super::parameter::{Argument, KEYS};
use crate::function::given::Given;
use crate::function::keys::Scope;
use crate::function::model::{Head, Part};
use crate::function::parameter::Parameter;
use crate::function::parse::Function;
use crate::shared::errors::Errors;

/// A tool.
pub(crate) struct Tool {
    pub(crate) head: Head,
    pub(crate) hints: Hints,
    pub(crate) input_schema: Option<Expr>,
    pub(crate) task: Option<Task>,
    pub(crate) parameters: Vec<Parameter<Argument>>,
}

impl Tool {
    /// Reads a function, and takes away from it what is not Rust's own.
    pub(crate) fn read(
        function: &mut Function,
        scope: &Scope<'_>,
        given: &Given,
        errors: &mut Errors,
    ) -> Self {
        let mut tool = Self {
            parameters: Parameter::all(function, &KEYS, errors),
            head: Head::read(Part::Tool, function, scope, &given.entries, errors),
            hints: Hints::default(),
            input_schema: None,
            task: None,
        };
        for entry in &given.entries {
            errors.keep(match entry.key.to_string().as_str() {
                "input_schema" => entry
                    .expression("json!({ … })")
                    .map(|schema| tool.input_schema = Some(schema)),
                "task" => Task::read(entry).map(|task| tool.task = task),
                _ => tool.hints.set(entry),
            });
        }
        tool
    }
}
