//! What a type and its attributes say of a failure.

use proc_macro2::Ident;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Generics, Lit, LitInt, Token, UnOp};

use super::hint::Hint;
use super::parse::{Declared, Field, Shape, Variant};
use crate::shared::attr::{self, Entry};
use crate::shared::errors::Errors;
use crate::shared::path::Root;

const KEYS: [&str; 6] = [
    "hint",
    "internal",
    "protocol",
    "transparent",
    "shown",
    "crate",
];

/// A type that is the error of a tool.
pub(super) struct Failure {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) root: Root,
    pub(super) kind: Kind,
    /// The keys on the type itself.
    pub(super) keys: Vec<Ident>,
    pub(super) cases: Vec<Case>,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Enum,
    Struct,
    Union(Token![union]),
}

/// A variant, or all of a struct.
pub(super) struct Case {
    /// The variant; a struct has none.
    pub(super) ident: Option<Ident>,
    pub(super) keys: Vec<Ident>,
    pub(super) fields: Vec<Field>,
    pub(super) fate: Fate,
    pub(super) hint: Option<Hint>,
}

/// What becomes of it.
#[derive(Clone)]
pub(super) enum Fate {
    /// The model reads its `Display`.
    Shown,
    /// The model reads a reference, the log the error.
    Internal,
    /// The client gets an error of the protocol with this code.
    Protocol(Box<Expr>),
    /// The one field says it. Here is the key that says so.
    Transparent(Ident),
}

impl Failure {
    pub(super) fn read(declared: Declared, errors: &mut Errors) -> Self {
        let entries = entries(&declared.attributes, errors);
        let root = Root::read(&entries, errors);
        let (kind, cases) = match declared.shape {
            Shape::Enum(variants) => {
                let usual = usual(&entries, errors);
                let cases = variants
                    .into_iter()
                    .map(|variant| Case::of_variant(variant, &usual, errors));
                (Kind::Enum, cases.collect())
            }
            Shape::Struct(fields) => {
                let case = Case::read(None, fields, &entries, Fate::Shown, errors);
                (Kind::Struct, vec![case])
            }
            Shape::Union(keyword) => (Kind::Union(keyword), Vec::new()),
        };
        Self {
            ident: declared.ident,
            generics: declared.generics,
            root,
            kind,
            keys: keys(&entries),
            cases,
        }
    }
}

/// What becomes of the variants that do not say it.
fn usual(entries: &[Entry], errors: &mut Errors) -> Fate {
    match entries.iter().find(|entry| entry.key == "internal") {
        Some(internal) => {
            errors.keep(alone(internal));
            Fate::Internal
        }
        None => Fate::Shown,
    }
}

impl Case {
    fn of_variant(variant: Variant, usual: &Fate, errors: &mut Errors) -> Self {
        let entries = entries(&variant.attributes, errors);
        let ident = Some(variant.ident);
        Self::read(ident, variant.fields, &entries, usual.clone(), errors)
    }

    fn read(
        ident: Option<Ident>,
        fields: Vec<Field>,
        entries: &[Entry],
        usual: Fate,
        errors: &mut Errors,
    ) -> Self {
        let mut case = Self {
            ident,
            keys: keys(entries),
            fields,
            fate: usual,
            hint: None,
        };
        for entry in entries {
            errors.keep(case.set(entry));
        }
        case
    }

    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "hint" => self.hint = Some(Hint::read(&entry.text()?)),
            "internal" => {
                alone(entry)?;
                self.fate = Fate::Internal;
            }
            "shown" => {
                alone(entry)?;
                self.fate = Fate::Shown;
            }
            "transparent" => {
                alone(entry)?;
                self.fate = Fate::Transparent(entry.key.clone());
            }
            "protocol" => self.fate = Fate::Protocol(Box::new(code(entry)?)),
            _ => {}
        }
        Ok(())
    }
}

/// The keys of all `#[tool_error]` of one place.
fn entries(attributes: &[Attribute], errors: &mut Errors) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for attribute in attributes {
        let tokens = attr::parentheses(attribute, errors);
        for entry in attr::entries(tokens, &KEYS, errors) {
            if entries.iter().any(|earlier| earlier.key == entry.key) {
                errors.at(&entry.key, format!("`{}` is given twice", entry.key));
            } else {
                entries.push(entry);
            }
        }
    }
    entries
}

fn keys(entries: &[Entry]) -> Vec<Ident> {
    entries.iter().map(|entry| entry.key.clone()).collect()
}

/// `key`, without a value.
fn alone(entry: &Entry) -> syn::Result<()> {
    match &entry.value {
        None => Ok(()),
        Some(value) => {
            let key = &entry.key;
            let advice = format!("`{key}` takes no value: write `{key}` alone, or leave it out");
            Err(syn::Error::new_spanned(value, advice))
        }
    }
}

/// `key = code`. What is no literal, the compiler checks.
fn code(entry: &Entry) -> syn::Result<Expr> {
    let advice = "`protocol` takes a code of JSON-RPC, an `i32`: `protocol = -32602`";
    match &entry.value {
        Some(value) if may_be_code(value) => Ok(value.clone()),
        Some(value) => Err(syn::Error::new_spanned(value, advice)),
        None => Err(syn::Error::new_spanned(&entry.key, advice)),
    }
}

fn may_be_code(value: &Expr) -> bool {
    let fits = |digits: &LitInt, sign: i64| {
        let number = digits.base10_parse::<i64>();
        number.is_ok_and(|number| i32::try_from(sign * number).is_ok())
    };
    let (lit, sign) = match value {
        Expr::Lit(ExprLit { lit, .. }) => (lit, 1),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => match &**expr {
            Expr::Lit(ExprLit { lit, .. }) => (lit, -1),
            _ => return true,
        },
        _ => return true,
    };
    matches!(lit, Lit::Int(digits) if fits(digits, sign))
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    fn read(item: &str) -> (Failure, String) {
        let mut errors = Errors::default();
        let failure = Failure::read(syn::parse_str(item).expect("a type"), &mut errors);
        (failure, errors.to_token_stream().to_string())
    }

    #[test]
    fn a_variant_follows_its_enum_unless_it_says_otherwise() {
        let item = "#[tool_error(internal)] enum E {
            A,
            #[tool_error(shown)] B,
            #[tool_error(hint = \"x\")] C,
            #[tool_error(protocol = 1)] D,
            #[tool_error(transparent)] F(G),
        }";
        let (failure, errors) = read(item);
        assert_eq!(errors, "");
        let fates: Vec<&Fate> = failure.cases.iter().map(|case| &case.fate).collect();
        assert!(matches!(
            fates[..],
            [
                Fate::Internal,
                Fate::Shown,
                Fate::Internal,
                Fate::Protocol(_),
                Fate::Transparent(_)
            ]
        ));
    }

    #[test]
    fn a_code_is_any_i32_or_what_may_be_one() {
        for code in [
            "-32602",
            "0",
            "7i32",
            "-2147483648",
            "CODE",
            "a::CODE - 1",
            "-CODE",
        ] {
            let (_, errors) = read(&format!("#[tool_error(protocol = {code})] struct E;"));
            assert_eq!(errors, "", "{code}");
        }
        for code in [
            "\"-32602\"",
            "true",
            "1.0",
            "-1.0",
            "2147483648",
            "-99999999999999999999",
        ] {
            let (_, errors) = read(&format!("#[tool_error(protocol = {code})] struct E;"));
            assert!(
                errors.contains("takes a code of JSON-RPC"),
                "{code}: {errors}"
            );
        }
        assert!(
            read("#[tool_error(protocol)] struct E;")
                .1
                .contains("`protocol` takes")
        );
    }

    #[test]
    fn a_key_comes_once_in_all_attributes_of_a_place() {
        let (_, errors) = read("#[tool_error(hint = \"a\")] #[tool_error(hint = \"b\")] struct E;");
        assert!(errors.contains("`hint` is given twice"), "{errors}");
    }

    #[test]
    fn a_word_that_stands_alone_takes_no_value() {
        for key in ["internal = false", "shown = true", "transparent = 1"] {
            let (_, errors) = read(&format!("enum E {{ #[tool_error({key})] A(B) }}"));
            assert!(errors.contains("takes no value"), "{key}: {errors}");
        }
    }
}
