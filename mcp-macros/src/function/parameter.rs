//! What the attributes and the signature say of one parameter.

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{
    Attribute, Expr, GenericArgument, Generics, Pat, PatIdent, PatTupleStruct, PatType,
    PathArguments, Type,
};

use super::model::{Word, outside, plain};
use super::parse::{Function, is, take};
use crate::shared::attr::{self, Entry, Keys};
use crate::shared::docs::Docs;
use crate::shared::errors::Errors;

/// A parameter.
pub(crate) struct Parameter<Own> {
    /// Its name as an argument; empty for a pattern.
    pub(crate) name: Word,
    pub(crate) description: Docs,
    pub(crate) kind: Kind,
    /// It is taken by reference, and `ty` is what the reference points to.
    pub(crate) is_borrowed: bool,
    pub(crate) ty: Type,
    pub(crate) default: Option<Default>,
    /// What only some functions know of their arguments.
    pub(crate) own: Own,
}

/// Where the value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The type decides.
    Either,
    /// `#[arg]` says so.
    Argument,
    /// A pattern says so, or `#[ctx]`.
    Extractor,
}

/// What stands for an argument that is not given.
pub(crate) enum Default {
    OfType(Span),
    Value(Box<Expr>),
}

/// What the keys of `#[arg]` say beside `name` and `default`.
pub(crate) trait Argument: std::default::Default {
    /// Takes a key in; one of another's is left alone.
    fn set(&mut self, entry: &Entry) -> syn::Result<()>;
}

impl<Own: Argument> Parameter<Own> {
    /// Reads the parameters of a function, and takes away from them what is not Rust's own.
    pub(crate) fn all(function: &mut Function, keys: &Keys<'_>, errors: &mut Errors) -> Vec<Self> {
        let generics = function.signature.generics.clone();
        let parameters = function.parameters();
        parameters
            .map(|parameter| Self::read(parameter, &generics, keys, errors))
            .collect()
    }

    fn read(
        parameter: &mut PatType,
        generics: &Generics,
        keys: &Keys<'_>,
        errors: &mut Errors,
    ) -> Self {
        for other in take(&mut parameter.attrs, |other| misplaced(other).is_some()) {
            errors.at(other.path(), misplaced(&other).unwrap_or_default());
        }
        let is_taken = !take(&mut parameter.attrs, |attribute| is(attribute, "ctx")).is_empty();
        let attributes = take(&mut parameter.attrs, |attribute| is(attribute, "arg"));
        let docs = take(&mut parameter.attrs, |attribute| is(attribute, "doc"));
        let (name, kind) = match named(&parameter.pat) {
            (name, _) if is_taken => (name, Kind::Extractor),
            named => named,
        };
        let (is_borrowed, ty) = match plain(&parameter.ty) {
            Type::Reference(reference) => (true, &*reference.elem),
            ty => (false, ty),
        };
        let ty = outside(ty, generics);
        let mut read = Self {
            name,
            description: Docs::of(&docs),
            kind,
            is_borrowed,
            ty,
            default: None,
            own: Own::default(),
        };
        for attribute in &attributes {
            if read.kind == Kind::Extractor || read.is_whole() {
                errors.at(attribute, read.no_argument());
                continue;
            }
            read.kind = Kind::Argument;
            let tokens = attr::parentheses(attribute, errors);
            for entry in keys.entries(tokens, errors) {
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
            _ => self.own.set(entry)?,
        }
        Ok(())
    }
}

impl<Own> Parameter<Own> {
    fn no_argument(&self) -> &'static str {
        if self.is_whole() {
            "`Args` is all arguments at once: what is said of one of them stands at its field, such as `#[schemars(range(min = 1))]`"
        } else if !self.name.text.is_empty() {
            "`#[ctx]` takes the value from the request, `#[arg]` from the arguments: leave one out"
        } else {
            "an argument has a plain name, this is a pattern: write `name: Type`"
        }
    }

    /// Whether it is written as `Args<…>`.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.ty {
            Type::Path(path) => {
                let last = path.path.segments.last();
                last.is_some_and(|last| last.ident == "Args" && !last.arguments.is_none())
            }
            _ => false,
        }
    }

    /// Whether it is an argument, as far as its looks tell.
    pub(crate) fn looks_given(&self) -> bool {
        self.kind == Kind::Argument || is_value(&self.ty)
    }
}

/// Whether a type is one that nobody takes from a request: a plain value, or an `Option` of one.
fn is_value(ty: &Type) -> bool {
    const PLAIN: [&str; 21] = [
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64", "String", "Vec", "HashMap", "BTreeMap",
    ];
    let Type::Path(path) = plain(ty) else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    match &last.arguments {
        PathArguments::AngleBracketed(inner) if last.ident == "Option" => {
            matches!(inner.args.first(), Some(GenericArgument::Type(ty)) if is_value(ty))
        }
        _ => PLAIN.iter().any(|plain| last.ident == plain),
    }
}

/// What to write instead of an attribute that a parameter cannot have.
fn misplaced(attribute: &Attribute) -> Option<&'static str> {
    const OF_FIELDS: [&str; 7] = [
        "serde", "schemars", "validate", "garde", "args", "param", "default",
    ];
    if OF_FIELDS.iter().any(|other| is(attribute, other)) {
        return Some(
            "what is said of an argument stands in `#[arg(…)]`: `#[arg(default, min = 1)]`",
        );
    }
    (is(attribute, "cfg") || is(attribute, "cfg_attr")).then_some(
        "the arguments are always the same: put the condition on the function, and write another one",
    )
}

/// The name of a parameter; what has none is an extractor, unless it takes `Args` apart.
fn named(pattern: &Pat) -> (Word, Kind) {
    match pattern {
        Pat::Ident(PatIdent {
            ident,
            by_ref: None,
            subpat: None,
            ..
        }) => (Word::of(ident), Kind::Either),
        Pat::TupleStruct(PatTupleStruct { path, .. }) if is_args(path) => {
            (Word::nothing(pattern.span()), Kind::Either)
        }
        pattern => (Word::nothing(pattern.span()), Kind::Extractor),
    }
}

fn is_args(path: &syn::Path) -> bool {
    path.segments
        .last()
        .is_some_and(|last| last.ident == "Args")
}
