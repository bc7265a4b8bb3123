//! What the attributes and the signature say of a resource.

use super::keys::{ARGUMENT, Said};
use super::uri::Uri;
use crate::function::given::Given;
use crate::function::keys::Scope;
use crate::function::model::{Head, Part};
use crate::function::parameter::Kind;
use crate::function::parse::Function;
use crate::shared::errors::Errors;
use crate::text::argument::{self, Parameter};

/// A resource.
pub(crate) struct Resource {
    pub(crate) head: Head,
    /// None where it is not one.
    pub(crate) uri: Option<Uri>,
    pub(crate) said: Said,
    pub(crate) parameters: Vec<Parameter>,
}

impl Resource {
    /// Reads a function, and takes away from it what is not Rust's own.
    pub(crate) fn read(
        function: &mut Function,
        scope: &Scope<'_>,
        given: &Given,
        errors: &mut Errors,
    ) -> Self {
        let uri = given.uri.as_ref();
        let mut resource = Self {
            uri: uri.and_then(|uri| Uri::read(uri, errors)),
            parameters: argument::read(function, &ARGUMENT, scope, errors),
            head: Head::read(Part::Resource, function, scope, &given.entries, errors),
            said: Said::default(),
        };
        for entry in &given.entries {
            errors.keep(resource.said.set(entry));
        }
        if let Some(list) = &mut resource.said.list {
            list.resolve(scope);
        }
        if let Some(uri) = &resource.uri {
            for parameter in &mut resource.parameters {
                bind(parameter, uri);
            }
        }
        resource
    }
}

/// A parameter that is called as a variable is an argument; one that is not is an extractor, as
/// far as its looks allow it.
fn bind(parameter: &mut Parameter, uri: &Uri) {
    let mut variables = uri.template.variables();
    if parameter.kind != Kind::Either {
        return;
    }
    if variables.any(|variable| variable.name == parameter.name.text) {
        parameter.kind = Kind::Argument;
    } else if !parameter.looks_given() {
        parameter.kind = Kind::Extractor;
    }
}
