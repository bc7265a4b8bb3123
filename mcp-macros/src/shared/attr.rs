//! Keys of attributes: `key`, `key = value`, separated by commas.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Expr, ExprLit, ExprUnary, Lit, LitStr, Meta, Path, Token, UnOp, token};

use super::errors::Errors;
use super::names;

/// One key, with its value if it has one.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) value: Option<Expr>,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None if input.peek(token::Paren) => Some(input.parse()?),
            None => None,
        };
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error(format!("expected `,`, or `{key} = …`")));
        }
        Ok(Self { key, value })
    }
}

/// The keys in an attribute's parentheses; those that are not known or come twice are mistakes.
pub(crate) fn entries(tokens: TokenStream, known: &[&str], errors: &mut Errors) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let parsed = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let entry: Entry = input.parse()?;
            if !known.iter().any(|known| entry.key == known) {
                errors.at(&entry.key, unknown(&entry.key.unraw().to_string(), known));
            } else if entries.iter().any(|earlier| earlier.key == entry.key) {
                errors.at(&entry.key, format!("`{}` is given twice", entry.key));
            } else {
                entries.push(entry);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    let result = parsed.parse2(tokens);
    errors.keep(result);
    entries
}

/// The tokens in the parentheses of an attribute on its own.
pub(crate) fn parentheses(attribute: &Attribute, errors: &mut Errors) -> TokenStream {
    match &attribute.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => {
            let name = attribute
                .path()
                .segments
                .last()
                .map(|segment| &segment.ident);
            let name = name.map(ToString::to_string).unwrap_or_default();
            errors.at(
                pair,
                format!("the keys of `{name}` go in parentheses: `#[{name}(…)]`"),
            );
            TokenStream::new()
        }
    }
}

fn unknown(key: &str, known: &[&str]) -> String {
    let keys = known.join(", ");
    if matches!(key, "description" | "doc" | "desc") {
        return format!(
            "unknown key `{key}`; a description is a doc comment (`///`). keys: {keys}"
        );
    }
    match names::nearest(key, known) {
        Some(near) => format!("unknown key `{key}`; did you mean `{near}`? keys: {keys}"),
        None => format!("unknown key `{key}`; keys: {keys}"),
    }
}

impl Entry {
    /// `key = "text"`.
    pub(crate) fn text(&self) -> syn::Result<LitStr> {
        match &self.value {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            })) if !text.value().trim().is_empty() => Ok(text.clone()),
            _ => Err(self.expected("a text", "\"…\"")),
        }
    }

    /// `key` or `key = true` or `key = false`.
    pub(crate) fn flag(&self) -> syn::Result<bool> {
        match &self.value {
            None => Ok(true),
            Some(Expr::Lit(ExprLit {
                lit: Lit::Bool(flag),
                ..
            })) => Ok(flag.value),
            Some(_) => Err(self.expected("`true` or `false`", "false")),
        }
    }

    /// `key = number`, of any sign and kind.
    pub(crate) fn number(&self) -> syn::Result<f64> {
        let number = match &self.value {
            Some(Expr::Unary(ExprUnary {
                op: UnOp::Neg(_),
                expr,
                ..
            })) => number(expr).map(|number| -number),
            Some(value) => number(value),
            None => None,
        };
        number
            .filter(|number| number.is_finite())
            .ok_or_else(|| self.expected("a number", "1"))
    }

    /// `key = count`.
    pub(crate) fn count(&self) -> syn::Result<usize> {
        match &self.value {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Int(count),
                ..
            })) => count.base10_parse(),
            _ => Err(self.expected("a whole number from 0 on", "1")),
        }
    }

    /// `key = some::path`.
    pub(crate) fn path(&self) -> syn::Result<Path> {
        match &self.value {
            Some(Expr::Path(path)) if path.qself.is_none() => Ok(path.path.clone()),
            _ => Err(self.expected("a path", "some::path")),
        }
    }

    fn expected(&self, what: &str, example: &str) -> syn::Error {
        let key = &self.key;
        let message = format!("`{key}` takes {what}: `{key} = {example}`");
        match &self.value {
            Some(value) => syn::Error::new_spanned(value, message),
            None => syn::Error::new_spanned(key, message),
        }
    }
}

fn number(value: &Expr) -> Option<f64> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_digits().parse().ok(),
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => number.base10_digits().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    const KNOWN: [&str; 4] = ["name", "min", "read_only", "crate"];

    fn read(text: &str) -> (Vec<Entry>, String) {
        let mut errors = Errors::default();
        let entries = entries(text.parse().expect("tokens"), &KNOWN, &mut errors);
        (entries, errors.to_token_stream().to_string())
    }

    fn one(text: &str) -> Entry {
        let (mut entries, errors) = read(text);
        assert_eq!(errors, "");
        entries.remove(0)
    }

    #[test]
    fn values_are_read_as_their_key_wants() {
        assert_eq!(one("name = \"a\"").text().expect("text").value(), "a");
        assert!(one("read_only").flag().expect("flag"));
        assert!(!one("read_only = false").flag().expect("flag"));
        assert!(one("crate = ::a::b").path().is_ok());
    }

    #[test]
    fn numbers_have_any_sign_and_kind() {
        for (text, number) in [
            ("-5", -5.0),
            ("1.5", 1.5),
            ("0x10", 16.0),
            ("1_000u32", 1000.0),
            ("-2e3", -2000.0),
        ] {
            let read = one(&format!("min = {text}")).number().expect("a number");
            assert!((read - number).abs() < f64::EPSILON, "{text}");
        }
        assert!(one("min = 1e999").number().is_err());
        assert!(one("min = \"1\"").number().is_err());
    }

    #[test]
    fn a_value_of_another_kind_is_refused_with_an_example() {
        let error = one("name = 1").text().map(|_| ()).expect_err("no text");
        assert_eq!(error.to_string(), "`name` takes a text: `name = \"…\"`");
        assert!(one("min = -1").count().is_err());
        assert!(one("name").text().is_err());
    }

    #[test]
    fn all_unknown_keys_are_told_and_known_ones_kept() {
        let (entries, errors) = read("readonly, scopes(\"a\", \"b\"), min = 2,");
        assert_eq!(entries.len(), 1);
        assert!(errors.contains("did you mean `read_only`?"), "{errors}");
        assert!(errors.contains("unknown key `scopes`; keys:"), "{errors}");
    }

    #[test]
    fn a_key_may_come_once() {
        assert!(read("min = 1, min = 2").1.contains("`min` is given twice"));
    }
}
