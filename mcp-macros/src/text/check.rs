//! Every refusal of arguments that arrive as text.

use quote::quote_spanned;

use super::argument::Parameter;
use super::complete::{Complete, of_self};
use crate::function::check::{names_differ, owned};
use crate::function::model::Head;
use crate::shared::errors::Errors;

/// What holds of the arguments, together and one by one.
pub(crate) fn all(head: &Head, parameters: &[Parameter], errors: &mut Errors) {
    names_differ(parameters, errors);
    for parameter in parameters {
        if parameter.is_whole() {
            let part = head.part;
            let advice = format!(
                "`Args` is all arguments of a tool; each one of a {part} is a parameter: write `name: Type`"
            );
            errors.at(&parameter.ty, advice);
        }
        if let (Some(span), true) = (parameter.own.parse, parameter.is_borrowed) {
            let owned = owned(&parameter.ty);
            errors.at(
                quote_spanned!(span=> _),
                format!("what is parsed is owned: write `{owned}`, or leave `parse` out"),
            );
        }
        if let Some(complete) = &parameter.own.complete {
            completes(complete, head, errors);
        }
    }
}

fn completes(complete: &Complete, head: &Head, errors: &mut Errors) {
    match complete {
        Complete::List(_) => {}
        Complete::Path(path) if of_self(path).is_some() && !head.is_method => errors.at(
            path,
            "a free function has no `Self`: name a function or a list",
        ),
        Complete::Path(_) => {}
        Complete::Method {
            path,
            is_shared,
            takes,
        } => {
            if !is_shared || *takes > 2 {
                errors.at(
                    path,
                    "a method that completes takes `&self`, and then nothing, `typed: Typed`, or `context: Context, typed: Typed`",
                );
            }
        }
    }
}
