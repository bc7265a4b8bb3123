//! What the attributes and the signature say of a tool.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, Pat, PatIdent, PatType, ReturnType, Type};

use super::parse::{Function, is, take};
use crate::shared::attr::{self, Entry};
use crate::shared::docs;
use crate::shared::errors::Errors;

/// The keys of `#[tool]` on a method; a free function has `crate` besides.
pub(crate) const KEYS: [&str; 6] = [
    "name",
    "title",
    "read_only",
    "destructive",
    "idempotent",
    "open_world",
];

const ARGUMENT_KEYS: [&str; 6] = ["name", "default", "min", "max", "min_length", "max_length"];

/// A tool.
pub(crate) struct Tool {
    /// The function.
    pub(crate) ident: Ident,
    /// The tool's own name, and where it is written.
    pub(crate) name: Word,
    pub(crate) title: Option<String>,
    pub(crate) description: String,
    pub(crate) hints: Hints,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) output: Output,
    pub(crate) is_async: bool,
    pub(crate) has_receiver: bool,
    pub(crate) conditions: Vec<Attribute>,
}

/// A word, and where it is written.
#[derive(Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

#[derive(Default)]
pub(crate) struct Hints {
    pub(crate) read_only: Option<bool>,
    pub(crate) destructive: Option<bool>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) open_world: Option<bool>,
}

/// What it returns.
pub(crate) enum Output {
    Unit,
    Type(Box<Type>),
    /// `impl Trait`, which has no name.
    Opaque(Span),
}

/// A parameter.
pub(crate) struct Parameter {
    /// Its name as an argument; empty for a pattern.
    pub(crate) name: Word,
    pub(crate) description: String,
    pub(crate) kind: Kind,
    /// It is taken by reference, and `ty` is what the reference points to.
    pub(crate) is_borrowed: bool,
    pub(crate) ty: Type,
    pub(crate) default: Option<Default>,
    pub(crate) limits: Limits,
}

/// Where the value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The type decides.
    Either,
    /// `#[arg]` says so.
    Argument,
    /// A pattern says so.
    Extractor,
}

/// What stands for an argument that is not given.
pub(crate) enum Default {
    OfType(Span),
    Value(Box<Expr>),
}

#[derive(Default)]
pub(crate) struct Limits {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
}

impl Tool {
    /// Reads a function, and takes away from it what is not Rust's own.
    pub(crate) fn read(function: &mut Function, keys: &[Entry], errors: &mut Errors) -> Self {
        let parameters = function
            .parameters()
            .map(|parameter| Parameter::read(parameter, errors));
        let parameters = parameters.collect();
        let signature = &function.signature;
        let mut tool = Self {
            ident: signature.ident.clone(),
            name: Word::of(&signature.ident),
            title: None,
            description: docs::text(&function.attributes),
            hints: Hints::default(),
            parameters,
            output: Output::read(&signature.output),
            is_async: signature.asyncness.is_some(),
            has_receiver: signature.receiver().is_some(),
            conditions: function.conditions(),
        };
        for entry in keys {
            errors.keep(tool.set(entry));
        }
        tool
    }

    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "name" => self.name = Word::read(entry)?,
            "title" => self.title = Some(entry.text()?.value()),
            "read_only" => self.hints.read_only = Some(entry.flag()?),
            "destructive" => self.hints.destructive = Some(entry.flag()?),
            "idempotent" => self.hints.idempotent = Some(entry.flag()?),
            "open_world" => self.hints.open_world = Some(entry.flag()?),
            _ => {}
        }
        Ok(())
    }
}

impl Word {
    fn of(ident: &Ident) -> Self {
        Self {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }

    fn read(entry: &Entry) -> syn::Result<Self> {
        let text = entry.text()?;
        Ok(Self {
            text: text.value(),
            span: text.span(),
        })
    }
}

impl Output {
    fn read(output: &ReturnType) -> Self {
        match output {
            ReturnType::Default => Self::Unit,
            ReturnType::Type(_, ty) if is_opaque(ty.to_token_stream()) => Self::Opaque(ty.span()),
            ReturnType::Type(_, ty) => Self::Type(ty.clone()),
        }
    }
}

/// Whether a type has `impl Trait` in it.
pub(super) fn is_opaque(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Group(group) => is_opaque(group.stream()),
        _ => false,
    })
}

impl Parameter {
    fn read(parameter: &mut PatType, errors: &mut Errors) -> Self {
        let attributes = take(&mut parameter.attrs, |attribute| is(attribute, "arg"));
        let docs = take(&mut parameter.attrs, |attribute| is(attribute, "doc"));
        let (name, kind) = match &*parameter.pat {
            Pat::Ident(PatIdent {
                ident,
                by_ref: None,
                subpat: None,
                ..
            }) => (Word::of(ident), Kind::Either),
            pattern => (
                Word {
                    text: String::new(),
                    span: pattern.span(),
                },
                Kind::Extractor,
            ),
        };
        let (is_borrowed, ty) = match plain(&parameter.ty) {
            Type::Reference(reference) => (true, (*reference.elem).clone()),
            ty => (false, ty.clone()),
        };
        let mut read = Self {
            name,
            description: docs::text(&docs),
            kind,
            is_borrowed,
            ty,
            default: None,
            limits: Limits::default(),
        };
        for attribute in &attributes {
            if read.kind == Kind::Extractor {
                errors.at(
                    attribute,
                    "an argument has a plain name, this is a pattern: write `name: Type`",
                );
                continue;
            }
            read.kind = Kind::Argument;
            let keys = attr::parentheses(attribute, errors);
            for entry in attr::entries(keys, &ARGUMENT_KEYS, errors) {
                errors.keep(read.set(&entry));
            }
        }
        read
    }

    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "name" => self.name = Word::read(entry)?,
            "default" => {
                self.default = Some(match &entry.value {
                    Some(value) => Default::Value(Box::new(value.clone())),
                    None => Default::OfType(entry.key.span()),
                });
            }
            "min" => self.limits.min = Some(entry.number()?),
            "max" => self.limits.max = Some(entry.number()?),
            "min_length" => self.limits.min_length = Some(entry.count()?),
            "max_length" => self.limits.max_length = Some(entry.count()?),
            _ => {}
        }
        Ok(())
    }
}

/// A type without the invisible groups and the parentheses around it.
pub(super) fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => plain(&group.elem),
        Type::Paren(parentheses) => plain(&parentheses.elem),
        ty => ty,
    }
}
