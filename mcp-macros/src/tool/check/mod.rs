//! Every refusal of a tool, each at the token it is about, with what to write instead.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{FnArg, GenericArgument, GenericParam, Item, PathArguments, ReceiverKind, Safety, Type};

use super::model::{Kind, Parameter, Tool, Word, is_opaque, plain};
use super::parse::{Function, opening};
use crate::shared::errors::Errors;
use crate::shared::names;

/// What holds for functions and methods alike.
pub(crate) fn tool(tool: &Tool, function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if tool.description.is_empty() {
        let advice = format!(
            "a tool needs a description: write a doc comment (`///`) on `fn {}`",
            tool.ident
        );
        errors.at(&tool.ident, advice);
    }
    if let Safety::Unsafe(keyword) = &signature.safety {
        errors.at(
            keyword,
            "clients call a tool as they like, so it cannot be `unsafe`",
        );
    }
    if tool.hints.read_only == Some(true) && tool.hints.destructive == Some(true) {
        let span = tool.ident.span();
        errors.at(
            quote_spanned!(span=> _),
            "a tool that is `read_only` destroys nothing: leave `destructive` out",
        );
    }
    generics(function, errors);
    for input in &signature.inputs {
        if let FnArg::Typed(parameter) = input {
            parameter_type(&parameter.ty, errors);
        }
    }
    argument_names(&tool.parameters, errors);
    for parameter in &tool.parameters {
        limits(parameter, errors);
    }
}

/// What is wrong with the name that clients will see.
pub(crate) fn name(name: &Word, errors: &mut Errors) {
    if let Some(fault) = names::fault(&name.text) {
        errors.add(syn::Error::new(
            name.span,
            format!("{fault}; set it with `name = \"…\"`"),
        ));
    }
}

/// A free function has no `self`.
pub(crate) fn is_free(function: &Function, errors: &mut Errors) {
    if let Some(receiver) = function.signature.receiver() {
        let advice = "a method becomes a tool by its `impl` block: put `#[tools]` on the `impl`";
        errors.at(receiver, advice);
    }
}

/// A method borrows the value that all calls share.
pub(crate) fn receiver(function: &Function, errors: &mut Errors) {
    let Some(receiver) = function.signature.receiver() else {
        return;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, None, None) => {}
        ReceiverKind::Reference(_, _, Some(_)) => errors.at(
            receiver,
            "calls run at the same time, so a tool takes `&self`: keep what changes behind a lock",
        ),
        ReceiverKind::Reference(_, Some(lifetime), None) => {
            errors.at(
                lifetime,
                "a tool borrows its receiver for one call: write `&self`",
            );
        }
        ReceiverKind::Typed(_, ty) if is_shared_self(ty) => {}
        _ => errors.at(receiver, "calls share the value, so a tool takes `&self`"),
    }
}

/// Whether a type is `&Self`.
fn is_shared_self(ty: &Type) -> bool {
    match plain(ty) {
        Type::Reference(reference) => {
            let is_self =
                matches!(plain(&reference.elem), Type::Path(path) if path.path.is_ident("Self"));
            is_self && reference.lifetime.is_none() && reference.mutability.is_none()
        }
        _ => false,
    }
}

/// What `#[tool]` was put on, if that is no function.
pub(crate) fn no_function(item: &TokenStream) -> Option<syn::Error> {
    let advice = match syn::parse2(item.clone()).ok()? {
        Item::Impl(_) => {
            "`#[tools]` goes on the `impl` block, `#[tool]` on each method that is a tool"
        }
        Item::Fn(_) => return None,
        _ => "`#[tool]` goes on a function",
    };
    Some(syn::Error::new_spanned(opening(item), advice))
}

fn generics(function: &Function, errors: &mut Errors) {
    for parameter in &function.signature.generics.params {
        let advice = match parameter {
            GenericParam::Lifetime(_) => "a tool borrows for one call: leave the lifetime out",
            _ => {
                "clients call a tool by name alone, so it has no generic parameters: name the type"
            }
        };
        errors.at(parameter, advice);
    }
}

fn parameter_type(ty: &Type, errors: &mut Errors) {
    if is_opaque(ty.to_token_stream()) {
        errors.at(
            ty,
            "an argument is read into one type: name it instead of `impl`",
        );
        return;
    }
    match plain(ty) {
        Type::Reference(reference) => {
            if let Some(keyword) = &reference.mutability {
                let owned = owned(&reference.elem);
                errors.at(
                    quote!(#keyword),
                    format!(
                        "nothing is behind an argument that could change: write `mut name: {owned}`"
                    ),
                );
            }
            if let Some(lifetime) = &reference.lifetime {
                errors.at(
                    lifetime,
                    "a tool borrows its arguments for one call: leave the lifetime out",
                );
            }
        }
        Type::Path(path) => {
            let last = path.path.segments.last().map(|segment| &segment.arguments);
            let Some(PathArguments::AngleBracketed(arguments)) = last else {
                return;
            };
            for argument in &arguments.args {
                if let GenericArgument::Type(Type::Reference(reference)) = argument {
                    let owned = owned(&reference.elem);
                    errors.at(
                        reference,
                        format!("inside another type an argument is owned: write `{owned}`"),
                    );
                }
            }
        }
        _ => {}
    }
}

/// How the owned counterpart of a borrowed type is written.
fn owned(ty: &Type) -> String {
    match ty {
        Type::Slice(slice) => format!("Vec<{}>", written(&slice.elem)),
        Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
        ty => written(ty),
    }
}

fn written(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

fn argument_names(parameters: &[Parameter], errors: &mut Errors) {
    let mut named = parameters
        .iter()
        .filter(|parameter| parameter.kind != Kind::Extractor);
    while let Some(Parameter { name, .. }) = named.next() {
        if let Some(other) = named.clone().find(|other| other.name.text == name.text) {
            let advice = format!(
                "two arguments are named `{}`: rename one with `#[arg(name = \"…\")]`",
                name.text
            );
            errors.at(both(name, &other.name), advice);
        }
    }
}

/// Tokens from one word to the other, so that a mistake shows both.
pub(crate) fn both(first: &Word, second: &Word) -> TokenStream {
    let (first, second) = (first.span, second.span);
    let mut tokens = quote_spanned!(first=> _);
    tokens.extend(quote_spanned!(second=> _));
    tokens
}

fn limits(parameter: &Parameter, errors: &mut Errors) {
    let limits = &parameter.limits;
    let span = parameter.name.span;
    let numbers = matches!((limits.min, limits.max), (Some(min), Some(max)) if min > max);
    let lengths =
        matches!((limits.min_length, limits.max_length), (Some(min), Some(max)) if min > max);
    if numbers || lengths {
        errors.at(
            quote_spanned!(span=> _),
            "no value fits: the least is greater than the greatest",
        );
    }
}
