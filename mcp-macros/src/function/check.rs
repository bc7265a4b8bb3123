//! Every refusal that tools, prompts and resources share, each at the token it is about, with what
//! to write instead.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{
    FnArg, GenericArgument, GenericParam, Item, Lifetime, Pat, PatType, PathArguments, Receiver,
    ReceiverKind, ReturnType, Safety, Type, TypeReference,
};

use super::model::{ArcSelf, Head, Part, Word, is_opaque, plain};
use super::parameter::{Kind, Parameter};
use super::parse::{Function, opening};
use crate::shared::errors::Errors;
use crate::shared::names;

/// What holds for functions and methods alike.
pub(crate) fn head(head: &Head, function: &Function, errors: &mut Errors) {
    let part = head.part;
    if head.description.is_empty() {
        let ident = &head.ident;
        let advice =
            format!("a {part} needs a description: write a doc comment (`///`) on `fn {ident}`");
        errors.at(ident, advice);
    }
    let signature = &function.signature;
    if let Safety::Unsafe(keyword) = &signature.safety {
        let advice = format!("clients call a {part} as they like, so it cannot be `unsafe`");
        errors.at(keyword, advice);
    }
    if let (Some(span), true) = (head.said.blocking, head.is_async) {
        errors.at(
            quote_spanned!(span=> _),
            "`blocking` moves a function to a thread where it may block: leave `async` out, or `blocking`",
        );
    }
    if let (ReturnType::Type(_, ty), false) = (&signature.output, head.is_async)
        && (mentions(ty.to_token_stream(), "Future") || mentions(ty.to_token_stream(), "BoxFuture"))
    {
        let advice = format!(
            "nobody waits for this: write `async fn {}` and what it gives in the end",
            head.ident
        );
        errors.at(ty, advice);
    }
    generics(part, function, errors);
    for input in &signature.inputs {
        if let FnArg::Typed(parameter) = input {
            parameter_type(part, parameter, errors);
        }
    }
}

/// What is wrong with the name that clients will see.
pub(crate) fn name(head: &Head, errors: &mut Errors) {
    let Word { text, span } = &head.name;
    if let Some(fault) = names::fault(text, head.part.word()) {
        let advice = format!("{fault}; set it with `name = \"…\"`");
        errors.add(syn::Error::new(*span, advice));
    }
}

/// A free function stands in no `impl` block and no trait.
pub(crate) fn is_free(part: Part, function: &Function, errors: &mut Errors) {
    let ident = &function.signature.ident;
    if function.is_declared() {
        let advice = format!(
            "a trait has no {part}s: put `#[{part}]` on methods of an `impl` block, and `#[tools]` on that"
        );
        errors.at(ident, advice);
    } else if function.is_associated() {
        let advice =
            format!("a method becomes a {part} by its `impl` block: put `#[tools]` on the `impl`");
        match function.signature.receiver() {
            Some(receiver) => errors.at(receiver, advice),
            None => errors.at(ident, advice),
        }
    }
    if PRIMITIVES.iter().any(|primitive| ident == primitive) {
        let advice = format!(
            "a {part} has a type of its own name beside it, and this is one that everybody has: write another name, and `name = \"{ident}\"`"
        );
        errors.at(ident, advice);
    }
}

/// Types that need no import.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
    "i128", "isize", "f32", "f64",
];

/// A method borrows the value that all calls share.
pub(crate) fn receiver(part: Part, function: &Function, errors: &mut Errors) {
    let Some(receiver) = function.signature.receiver() else {
        return;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), None) if lifetime.ident == "static" => {
            errors.at(
                lifetime,
                format!("a {part} borrows its receiver for one call: write `&self`"),
            );
        }
        ReceiverKind::Reference(_, _, None) => {}
        ReceiverKind::Reference(_, _, Some(_)) => errors.at(
            receiver,
            format!("calls run at the same time, so a {part} takes `&self`: keep what changes behind a lock"),
        ),
        ReceiverKind::Typed(_, ty) if is_shared_self(ty) || is_arc(ty).is_some() => {}
        _ => errors.at(
            receiver,
            format!("calls share the value, so a {part} takes `&self`"),
        ),
    }
}

/// Whether a receiver is `&self`.
pub(crate) fn is_shared(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, mutable) => mutable.is_none(),
        ReceiverKind::Typed(_, ty) => is_shared_self(ty),
        _ => false,
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

/// Whether a type is `Arc<Self>`, by reference or not.
pub(crate) fn is_arc(ty: &Type) -> Option<ArcSelf> {
    match plain(ty) {
        Type::Reference(reference)
            if reference.lifetime.is_none() && reference.mutability.is_none() =>
        {
            is_arc(&reference.elem).map(|_| ArcSelf::Borrowed)
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(inside) = &last.arguments else {
                return None;
            };
            let is_self = matches!(
                inside.args.first(),
                Some(GenericArgument::Type(Type::Path(path))) if path.path.is_ident("Self")
            );
            (last.ident == "Arc" && is_self).then_some(ArcSelf::Owned)
        }
        _ => None,
    }
}

/// What an attribute was put on, if that is no function.
pub(crate) fn no_function(part: Part, item: &TokenStream) -> Option<syn::Error> {
    let advice = match syn::parse2(item.clone()).ok()? {
        Item::Impl(_) => format!(
            "`#[tools]` goes on the `impl` block, `#[{part}]` on each method that is a {part}"
        ),
        Item::Fn(_) => return None,
        Item::Mod(_) => {
            format!("`#[tools]` goes on the module, `#[{part}]` on each function that is a {part}")
        }
        _ => format!("`#[{part}]` goes on a function"),
    };
    Some(syn::Error::new_spanned(opening(item), advice))
}

/// The names of arguments are those that clients give.
pub(crate) fn names_differ<Own>(parameters: &[Parameter<Own>], errors: &mut Errors) {
    let mut named = parameters
        .iter()
        .filter(|parameter| parameter.kind != Kind::Extractor && !parameter.name.text.is_empty());
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

fn generics(part: Part, function: &Function, errors: &mut Errors) {
    let parameters = function.signature.generics.params.iter();
    for parameter in parameters.filter(|one| !matches!(one, GenericParam::Lifetime(_))) {
        errors.at(
            parameter,
            format!(
                "clients call a {part} by name alone, so it has no generic parameters: name the type"
            ),
        );
    }
}

fn parameter_type(part: Part, parameter: &PatType, errors: &mut Errors) {
    let ty = &*parameter.ty;
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
                let name = match &*parameter.pat {
                    Pat::Ident(pattern) => pattern.ident.to_string(),
                    _ => "name".to_owned(),
                };
                errors.at(
                    quote!(#keyword),
                    format!(
                        "nothing is behind an argument that could change: write `mut {name}: {owned}`"
                    ),
                );
            }
            if let (Some(lifetime), true) = (&reference.lifetime, lives_forever(reference)) {
                errors.at(
                    lifetime,
                    format!("a {part} borrows its arguments for one call: leave the lifetime out"),
                );
            }
        }
        ty => {
            if let Some(reference) = reference_inside(ty) {
                let owned = owned(&reference.elem);
                errors.at(
                    reference,
                    format!("inside another type an argument is owned: write `{owned}`"),
                );
            } else if let Some((lifetime, name)) = lifetime_inside(ty) {
                let advice = format!(
                    "a {part} owns its arguments: leave the lifetime out, and give `{name}` fields of its own, such as `String` for `&str`"
                );
                errors.at(lifetime, advice);
            }
        }
    }
}

/// The first reference among the types that a type is made of; what lives forever is no argument,
/// but may be state.
fn reference_inside(ty: &Type) -> Option<&TypeReference> {
    let found = |ty| match plain(ty) {
        Type::Reference(reference) => (!lives_forever(reference)).then_some(reference),
        ty => reference_inside(ty),
    };
    match plain(ty) {
        Type::Path(path) => match &path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(arguments) => {
                arguments.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(ty) => found(ty),
                    _ => None,
                })
            }
            _ => None,
        },
        Type::Tuple(tuple) => tuple.elems.iter().find_map(found),
        Type::Array(array) => found(&array.elem),
        _ => None,
    }
}

fn lives_forever(reference: &TypeReference) -> bool {
    let lifetime = reference.lifetime.as_ref();
    lifetime.is_some_and(|lifetime| lifetime.ident == "static")
}

/// The first lifetime among what a type is made of, with the type that has it; a `Cow` may have
/// one, for it can be owned.
fn lifetime_inside(ty: &Type) -> Option<(&Lifetime, &Ident)> {
    let Type::Path(path) = plain(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(inside) = &last.arguments else {
        return None;
    };
    inside.args.iter().find_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) => {
            let is_fine = last.ident == "Cow" || lifetime.ident == "static";
            (!is_fine).then_some((lifetime, &last.ident))
        }
        GenericArgument::Type(ty) => lifetime_inside(ty),
        _ => None,
    })
}

/// How the owned counterpart of a borrowed type is written.
pub(crate) fn owned(ty: &Type) -> String {
    match ty {
        Type::Slice(slice) => format!("Vec<{}>", written(&slice.elem)),
        Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
        ty => written(ty),
    }
}

fn written(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

/// Whether a word is among tokens.
pub(crate) fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

/// Tokens from one word to the other, so that a mistake shows both.
pub(crate) fn both(first: &Word, second: &Word) -> TokenStream {
    let (first, second) = (first.span, second.span);
    let mut tokens = quote_spanned!(first=> _);
    tokens.extend(quote_spanned!(second=> _));
    tokens
}
