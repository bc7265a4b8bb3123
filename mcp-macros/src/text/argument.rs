//! What is said of an argument that arrives as text.

use proc_macro2::Span;

use super::complete::Complete;
use crate::function::keys::Scope;
use crate::function::parameter;
use crate::function::parse::Function;
use crate::shared::attr::{Entry, Keys};
use crate::shared::errors::Errors;

/// A parameter of a prompt or a resource.
pub(crate) type Parameter = parameter::Parameter<Argument>;

/// What is said of an argument.
#[derive(Default)]
pub(crate) struct Argument {
    pub(crate) title: Option<String>,
    /// Where it says that the type is parsed by `FromStr`.
    pub(crate) parse: Option<Span>,
    pub(crate) complete: Option<Complete>,
}

impl parameter::Argument for Argument {
    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "title" => self.title = Some(entry.text()?.value()),
            "parse" => self.parse = entry.flag()?.then(|| entry.key.span()),
            "complete" => self.complete = Some(Complete::read(entry)?),
            _ => {}
        }
        Ok(())
    }
}

/// Reads the parameters of a function, and takes away from them what is not Rust's own.
pub(crate) fn read(
    function: &mut Function,
    keys: &Keys<'_>,
    scope: &Scope<'_>,
    errors: &mut Errors,
) -> Vec<Parameter> {
    let mut parameters = Parameter::all(function, keys, errors);
    let completed = parameters
        .iter_mut()
        .filter_map(|parameter| parameter.own.complete.as_mut());
    completed.for_each(|complete| complete.resolve(scope));
    parameters
}
