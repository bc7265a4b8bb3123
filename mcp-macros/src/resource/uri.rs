//! The URI of a resource: a literal, and where its parts are written.

use std::ops::Range;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{LitStr, Token};

use super::template::{Template, Variable};
use crate::function::model::Word;
use crate::shared::errors::Errors;

/// The URI of a resource, maybe with variables.
pub(crate) struct Uri {
    literal: LitStr,
    pub(super) template: Template,
}

/// Takes the literal away that stands before the keys.
pub(crate) fn literal(
    tokens: TokenStream,
    place: Span,
    errors: &mut Errors,
) -> (Option<LitStr>, TokenStream) {
    let first = tokens.clone().into_iter().next();
    let read = |input: ParseStream<'_>| {
        let literal: Option<LitStr> = match input.peek(LitStr) {
            true => Some(input.parse()?),
            false => None,
        };
        if literal.is_some() && !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok((literal, input.parse::<TokenStream>()?))
    };
    match read.parse2(tokens) {
        Ok((None, keys)) => {
            let place = first.as_ref().map_or(place, TokenTree::span);
            let advice =
                "the URI comes first, as a literal: `#[resource(\"app://path/{variable}\")]`";
            errors.add(syn::Error::new(place, advice));
            (None, keys)
        }
        Ok(read) => read,
        Err(error) => {
            errors.add(error);
            (None, TokenStream::new())
        }
    }
}

impl Uri {
    pub(super) fn read(literal: &LitStr, errors: &mut Errors) -> Option<Self> {
        match Template::parse(&literal.value()) {
            Ok(template) => Some(Self {
                literal: literal.clone(),
                template,
            }),
            Err(faults) => {
                for fault in faults {
                    let span = within(literal, fault.place);
                    errors.add(syn::Error::new(span, fault.advice));
                }
                None
            }
        }
    }

    pub(super) fn text(&self) -> String {
        self.literal.value()
    }

    /// The whole of it, and where it is written.
    pub(crate) fn word(&self) -> Word {
        Word {
            text: self.text(),
            span: self.literal.span(),
        }
    }

    /// A variable, and where it is written.
    pub(super) fn variable(&self, variable: &Variable) -> Word {
        Word {
            text: variable.name.clone(),
            span: within(&self.literal, variable.place.clone()),
        }
    }

    /// What tells two templates apart: variables may have any names.
    pub(crate) fn shape(&self) -> String {
        let mut text = self.text();
        let variables: Vec<&Variable> = self.template.variables().collect();
        for variable in variables.iter().rev() {
            let name = variable.place.end - 1 - variable.name.len()..variable.place.end - 1;
            text.replace_range(name, "");
        }
        text
    }
}

/// The part of a literal that a part of its text is written in. A stable compiler knows only of
/// whole literals, and one with escapes is not looked into.
fn within(literal: &LitStr, part: Range<usize>) -> Span {
    let token = literal.token();
    let start = token.to_string().find(&literal.value());
    let span = start.and_then(|start| token.subspan(start + part.start..start + part.end));
    span.unwrap_or_else(|| literal.span())
}
