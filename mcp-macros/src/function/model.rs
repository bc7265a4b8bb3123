//! What the attributes and the signature say of a function, whatever it becomes.

use std::fmt;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Generics, ReceiverKind, ReturnType, Signature, Type};

use super::check::is_arc;
use super::keys::{Said, Scope};
use super::parse::Function;
use crate::shared::attr::Entry;
use crate::shared::docs::Docs;
use crate::shared::errors::Errors;

/// What a function becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Tool,
    Prompt,
    Resource,
}

/// What is known of a function beside its parameters.
pub(crate) struct Head {
    pub(crate) part: Part,
    /// The function.
    pub(crate) ident: Ident,
    /// The name that clients see, and where it is written.
    pub(crate) name: Word,
    pub(crate) description: Docs,
    pub(crate) said: Said,
    pub(crate) output: Output,
    pub(crate) is_async: bool,
    /// It stands in an `impl` block.
    pub(crate) is_method: bool,
    pub(crate) has_receiver: bool,
    /// Its receiver is an `Arc`.
    pub(crate) arc: Option<ArcSelf>,
    pub(crate) conditions: Vec<Attribute>,
}

/// How a method takes the `Arc` of its value.
#[derive(Clone, Copy)]
pub(crate) enum ArcSelf {
    Owned,
    Borrowed,
}

/// A word, and where it is written.
#[derive(Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What it returns.
pub(crate) enum Output {
    Unit,
    Type(Box<Type>),
    /// `impl Trait`, which has no name.
    Opaque(Span),
}

impl Part {
    pub(crate) const ALL: [Self; 3] = [Self::Tool, Self::Prompt, Self::Resource];

    /// Its word, which is the name of the attribute too.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Prompt => "prompt",
            Self::Resource => "resource",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Head {
    pub(crate) fn read(
        part: Part,
        function: &Function,
        scope: &Scope<'_>,
        keys: &[Entry],
        errors: &mut Errors,
    ) -> Self {
        let group = scope.group;
        let signature = &function.signature;
        let mut head = Self {
            part,
            ident: signature.ident.clone(),
            name: Word::of(&signature.ident),
            description: Docs::of(&function.attributes),
            said: Said::of(group),
            output: Output::read(signature),
            is_async: signature.asyncness.is_some(),
            is_method: scope.methods.is_some(),
            has_receiver: signature.receiver().is_some(),
            arc: signature
                .receiver()
                .and_then(|receiver| match &receiver.kind {
                    ReceiverKind::Typed(_, ty) => is_arc(ty),
                    _ => None,
                }),
            conditions: function.conditions(),
        };
        for entry in keys {
            errors.keep(match entry.key == "name" {
                true => Word::read(entry).map(|name| head.name = name),
                false => head.said.set(entry),
            });
        }
        if part != Part::Resource {
            head.name.text.insert_str(0, &group.prefix);
        }
        head
    }
}

impl Word {
    pub(crate) fn of(ident: &Ident) -> Self {
        Self {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }

    /// No word, in its place.
    pub(crate) fn nothing(span: Span) -> Self {
        Self {
            text: String::new(),
            span,
        }
    }

    pub(crate) fn read(entry: &Entry) -> syn::Result<Self> {
        let text = entry.text()?;
        Ok(Self {
            text: text.value(),
            span: text.span(),
        })
    }
}

impl Output {
    fn read(signature: &Signature) -> Self {
        match &signature.output {
            ReturnType::Default => Self::Unit,
            ReturnType::Type(_, ty) if is_opaque(ty.to_token_stream()) => Self::Opaque(ty.span()),
            ReturnType::Type(_, ty) => Self::Type(Box::new(outside(ty, &signature.generics))),
        }
    }
}

/// Whether a type has `impl Trait` in it.
pub(crate) fn is_opaque(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Group(group) => is_opaque(group.stream()),
        _ => false,
    })
}

/// A type as it is written outside of a function, where the lifetimes that this declares have no
/// names.
pub(crate) fn outside(ty: &Type, declared: &Generics) -> Type {
    let names: Vec<&Ident> = declared
        .lifetimes()
        .map(|declared| &declared.lifetime.ident)
        .collect();
    if names.is_empty() {
        return ty.clone();
    }
    syn::parse2(unnamed(ty.to_token_stream(), &names)).unwrap_or_else(|_| ty.clone())
}

fn unnamed(tokens: TokenStream, names: &[&Ident]) -> TokenStream {
    let mut is_lifetime = false;
    let unnamed = tokens.into_iter().map(|token| {
        let ends_here = std::mem::take(&mut is_lifetime);
        match token {
            TokenTree::Punct(mark) => {
                is_lifetime = mark.as_char() == '\'';
                mark.into()
            }
            TokenTree::Ident(name) if ends_here && names.contains(&&name) => {
                Ident::new("_", name.span()).into()
            }
            TokenTree::Group(group) => {
                let mut unnamed = Group::new(group.delimiter(), unnamed(group.stream(), names));
                unnamed.set_span(group.span());
                unnamed.into()
            }
            other => other,
        }
    });
    unnamed.collect()
}

/// A type without the invisible groups and the parentheses around it.
pub(crate) fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => plain(&group.elem),
        Type::Paren(parentheses) => plain(&parentheses.elem),
        ty => ty,
    }
}
