//! Every refusal of a form, each at the token it is about, with what to write instead.

use proc_macro2::Ident;
use quote::{ToTokens as _, quote_spanned};
use syn::Fields;

use super::model::{Choice, ChoiceOption, Form, FormField, FormShape};
use crate::function::model::Word;
use crate::function::parameter::Default;
use crate::shared::errors::Errors;
use crate::shared::names;
use crate::tool::check::{counts, is_outside, limits};

/// The formats that clients know.
const FORMATS: [&str; 4] = ["email", "uri", "date", "date-time"];

/// What holds for a whole form.
pub(super) fn form(form: &Form, errors: &mut Errors) {
    if let Some(parameter) = form.generics.params.first() {
        errors.at(
            parameter,
            "a form is always the same, so it has no generic parameters: name the type",
        );
        return;
    }
    match &form.shape {
        FormShape::Fields(fields) => {
            for one in fields {
                field(one, errors);
            }
            let words = fields.iter().map(|field| (&field.is.name, &field.ident));
            differ(
                words,
                "two fields are named",
                "#[form(name = \"…\")]",
                errors,
            );
        }
        FormShape::Tuple(fields) => errors.at(
            fields,
            "a form shows its fields by their names: write `{ name: Type }`",
        ),
        FormShape::Enum => errors.at(
            &form.ident,
            "a form is a struct; for an enum to choose from, derive `Choice`",
        ),
        FormShape::Union => errors.at(&form.ident, "a form is a struct: make this a `struct`"),
    }
}

fn field(field: &FormField, errors: &mut Errors) {
    let Word { text, span } = &field.is.name;
    let said = &field.is.own;
    limits(&said.limits, *span, errors);
    counts(&said.limits, *span, errors);
    if let Some(fault) = names::argument_fault(text) {
        let advice = format!("{fault}; set it with `#[form(name = \"…\")]`");
        errors.at(
            quote_spanned!(*span=> _),
            advice.replace("argument", "field"),
        );
    }
    if let Some((_, format)) = &said.limits.format
        && !FORMATS.contains(&format.text.as_str())
    {
        let known = FORMATS.join(", ");
        let text = &format.text;
        let advice = match names::nearest(text, &FORMATS) {
            Some(near) => format!("no format `{text}`; did you mean `{near}`? formats: {known}"),
            None => format!("no format `{text}` that clients know. formats: {known}"),
        };
        errors.add(syn::Error::new(format.span, advice));
    }
    if let Some(Default::Value(value)) = &field.is.default
        && is_outside(value, &said.limits)
    {
        errors.at(value, "the default is outside the limits");
    }
}

/// What holds for all there is to choose from.
pub(super) fn choice(choice: &Choice, errors: &mut Errors) {
    if let Some(parameter) = choice.generics.params.first() {
        errors.at(
            parameter,
            "what there is to choose from is always the same: leave the generic parameters out",
        );
        return;
    }
    let Some(options) = &choice.options else {
        errors.at(
            &choice.ident,
            "people choose from the variants of an enum; a struct to fill in derives `Form`",
        );
        return;
    };
    if options.is_empty() {
        errors.at(
            &choice.ident,
            "there is nothing to choose from: write variants",
        );
    }
    for one in options {
        option(one, errors);
    }
    let words = options.iter().map(|option| (&option.value, &option.ident));
    differ(
        words,
        "two variants have the value",
        "#[choice(value = \"…\")]",
        errors,
    );
}

fn option(option: &ChoiceOption, errors: &mut Errors) {
    if !matches!(option.fields, Fields::Unit) {
        let ident = &option.ident;
        errors.at(
            option.fields.to_token_stream(),
            format!("people choose a word, which has nothing inside: write `{ident}` alone"),
        );
    }
}

/// No two go by the same word.
fn differ<'w>(
    mut words: impl Iterator<Item = (&'w Word, &'w Ident)> + Clone,
    what: &str,
    key: &str,
    errors: &mut Errors,
) {
    while let Some((word, _)) = words.next() {
        if let Some((other, _)) = words.clone().find(|(other, _)| other.text == word.text) {
            let text = &word.text;
            let advice = format!("{what} `{text}`: rename one with `{key}`");
            errors.at(quote_spanned!(other.span=> _), advice);
        }
    }
}
