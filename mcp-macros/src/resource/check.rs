//! Every refusal of a resource, each at the token it is about, with what to write instead.

use proc_macro2::Span;
use quote::quote_spanned;

use super::model::Resource;
use super::uri::Uri;
use crate::function::check::both;
use crate::function::model::Word;
use crate::function::parameter::Kind;
use crate::shared::errors::Errors;
use crate::shared::names;
use crate::text;
use crate::text::argument::Parameter;

/// For whom a resource can be meant.
const AUDIENCES: [&str; 2] = ["user", "assistant"];

/// What holds for functions and methods alike.
pub(crate) fn resource(resource: &Resource, errors: &mut Errors) {
    text::check::all(&resource.head, &resource.parameters, errors);
    if let Some(uri) = &resource.uri {
        variables(resource, uri, errors);
        size(resource, uri, errors);
        if let Some(list) = &resource.said.list {
            let is_template = uri.template.variables().next().is_some();
            list.check(&resource.head, is_template, errors);
        }
    }
    mime(resource, errors);
    annotations(resource, errors);
}

/// Variables and arguments are the same.
fn variables(resource: &Resource, uri: &Uri, errors: &mut Errors) {
    let arguments = || {
        let parameters = resource.parameters.iter();
        parameters.filter(|parameter| parameter.kind != Kind::Extractor && !parameter.is_whole())
    };
    let variables = || uri.template.variables();
    let untaken = variables()
        .filter(|variable| !arguments().any(|argument| argument.name.text == variable.name));
    let untaken: Vec<Word> = untaken.map(|variable| uri.variable(variable)).collect();
    let unnamed = arguments()
        .filter(|argument| !variables().any(|variable| variable.name == argument.name.text));
    let unnamed: Vec<&Parameter> = unnamed.collect();
    if let ([variable], [argument]) = (untaken.as_slice(), unnamed.as_slice()) {
        let (name, ours) = (&variable.text, &argument.name.text);
        let advice = format!(
            "the URI says `{{{name}}}` and the function `{ours}`: give both one name, or write `#[arg(name = \"{name}\")] {ours}`"
        );
        errors.at(both(variable, &argument.name), advice);
        return;
    }
    let function = &resource.head.ident;
    for Word { text: name, span } in untaken {
        let advice = format!(
            "no parameter of `fn {function}` takes the variable `{{{name}}}`: add `{name}: String`, or write `#[arg(name = \"{name}\")]` on the one that takes it"
        );
        errors.add(syn::Error::new(span, advice));
    }
    for Parameter { name, .. } in unnamed {
        let (ours, uri) = (&name.text, uri.text());
        let advice = format!(
            "`{ours}` is no variable of `{uri}`: put `{{{ours}}}` into the URI, or take it away"
        );
        errors.add(syn::Error::new(name.span, advice));
    }
}

fn size(resource: &Resource, uri: &Uri, errors: &mut Errors) {
    if let Some((span, _)) = resource.said.size
        && uri.template.variables().next().is_some()
    {
        let advice = "what fits a template has no one size: leave `size` out";
        errors.at(quote_spanned!(span=> _), advice);
    }
}

fn mime(resource: &Resource, errors: &mut Errors) {
    let Some(Word { text, span }) = &resource.said.mime else {
        return;
    };
    // RFC 9110, sections 5.6.2 and 8.3.1.
    let is_token = |word: &str| {
        let fits =
            |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
        !word.is_empty() && word.chars().all(fits)
    };
    let plain = text.split(';').next().unwrap_or_default().trim_end();
    let fits = plain
        .split_once('/')
        .is_some_and(|(kind, of)| is_token(kind) && is_token(of));
    if !fits {
        let advice = format!("`{text}` is no media type: write one such as `application/json`");
        errors.add(syn::Error::new(*span, advice));
    }
}

fn annotations(resource: &Resource, errors: &mut Errors) {
    for audience in &resource.said.audience {
        let name = audience.value();
        if !AUDIENCES.contains(&name.as_str()) {
            let advice = match names::nearest(&name, &AUDIENCES) {
                Some(near) => format!("no audience `{name}`; did you mean `{near}`?"),
                None => format!("no audience `{name}`; there are `user` and `assistant`"),
            };
            errors.at(audience, advice);
        }
    }
    if let Some((span, priority)) = &resource.said.priority
        && priority
            .known()
            .is_some_and(|priority| !(0.0..=1.0).contains(&priority))
    {
        let span: Span = *span;
        let advice = "a priority goes from 0 to 1: `priority = 0.5`";
        errors.at(quote_spanned!(span=> _), advice);
    }
}
